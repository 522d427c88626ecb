// Every flag of the module's build. What each is worth in bytes stands in tests/bench/README.md.

// Size first: this is what a page downloads. Here and not in Cargo.toml, whose release profile is the server's, too.
const PROFILE = ['opt-level="z"', 'lto="fat"', "codegen-units=1", 'panic="abort"'].flatMap((setting) => [
  "--config",
  `profile.release.${setting}`,
]);

// The standard library compiled with the crate, for size: a panic, of which none can be reached, ends the module without
// a message, functions are inlined early, and what is generic is compiled where it is used. Stable compilers keep these behind
// a variable, and any of them may read them otherwise: hence rust-toolchain.toml. JavaScript's values are in a list of
// wasm-bindgen's: in a table of the module's they would need more of it than the list does.
const SMALL_STD = {
  env: { RUSTC_BOOTSTRAP: "1" },
  cargo: ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"],
  rustc: [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zshare-generics=n",
    "-Ctarget-feature=-reference-types",
    "-Zinline-mir=yes",
    "-Zinline-mir-threshold=75",
    "-Zinline-mir-hint-threshold=110",
  ],
};
const NO_SMALL_STD = { env: {}, cargo: [], rustc: [] };

/** What the compiler is given, with or without the source of the standard library: `{ env, cargo, rustc }`. */
export function compilerFlags(hasSmallStd) {
  const { env, cargo, rustc } = hasSmallStd ? SMALL_STD : NO_SMALL_STD;
  return { env, cargo: [...PROFILE, ...cargo], rustc };
}

// The WebAssembly features that rustc uses: wasm-opt refuses the module without them, and with --all-features it writes one
// that today's browsers refuse.
export const FEATURES = [
  "--enable-bulk-memory",
  "--enable-bulk-memory-opt",
  "--enable-reference-types",
  "--enable-multivalue",
  "--enable-sign-ext",
  "--enable-nontrapping-float-to-int",
  "--enable-mutable-globals",
];

// Twice, before and after jumps and loops are found anew, with little inlining (-Oz alone merges every function that has one
// caller into it), and with locals in an order that compresses. Low memory is the far end of the stack.
export const OPTIMIZE = [
  ...FEATURES,
  "--low-memory-unused",
  "-Oz",
  "-Oz",
  "--flatten",
  "--rereloop",
  "-Oz",
  "-Oz",
  "--one-caller-inline-max-function-size=40",
  "--coalesce-locals-learning",
  "--reorder-locals",
];

export const STRIP = ["--strip-debug", "--strip-producers", "--strip-target-features"];

// Short names for imports and exports: the generated ones stand in the module and in its JavaScript, those of the imports
// with sixteen random digits, which no compression can take out. Prints the new names as JSON.
export const SHORT_NAMES = "--minify-imports-and-exports-and-modules";
