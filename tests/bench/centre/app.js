import "truconsent-wasm/elements";
