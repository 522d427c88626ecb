// Checks that only the compiler makes; none of these files runs.

export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `expect<Equal<A, B>>()` compiles only where the two types are the same. */
export declare function expect<Holds extends true>(): Holds;
