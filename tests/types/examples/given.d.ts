// What the examples of the declarations take for granted: what the calls before gave, and the page's own.

declare let client: import("truconsent-wasm").ConsentClient;
declare let banner: import("truconsent-wasm").MergedBanner;
declare let store: import("truconsent-wasm/store").ConsentStore;
declare let decision: import("truconsent-wasm").ConsentDecision;
declare let nominee: import("truconsent-wasm").UserNominee;
declare let record: import("truconsent-wasm").ConsentRecord;
declare let text: string;
declare let input: unknown;
declare function showProblem(field: string, message: string): void;
declare function showNoOfficer(): void;
declare function token(): string;
