import { outcomes } from "./verdict.mjs";
export const imports = () => outcomes([["x", undefined]]);
