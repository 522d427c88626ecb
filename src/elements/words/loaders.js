// The languages beside English, each in a file of its own. Bundlers find them by these very lines.

export const LOADERS = {
  hi: () => import("../locales/hi.json"),
  ta: () => import("../locales/ta.json"),
  ur: () => import("../locales/ur.json"),
};
