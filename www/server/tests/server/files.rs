//! The demo's files: policy, types, caching, compression, and what is never served.

use std::fs;

use crate::harness::start;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

#[tokio::test]
async fn every_file_comes_with_its_type_and_the_policy() {
    let server = start().await;
    fs::write(server.root().join("app.js"), "let a = 1").unwrap();
    fs::write(server.root().join("style.css"), "a{}").unwrap();
    fs::write(server.root().join("locales/ta.json"), "{}").unwrap();
    fs::write(server.pkg().join("m.wasm"), [0u8; 8]).unwrap();
    fs::write(server.pkg().join("m.js"), "export {}").unwrap();
    for (path, status, kind) in [
        ("/", 200, "text/html; charset=utf-8"),
        ("/index.html", 200, "text/html; charset=utf-8"),
        ("/app.js", 200, "text/javascript; charset=utf-8"),
        ("/style.css?v=1", 200, "text/css; charset=utf-8"),
        ("/locales/ta.json", 200, "application/json"),
        ("/pkg/m.wasm", 200, "application/wasm"),
        ("/pkg/m.js", 200, "text/javascript; charset=utf-8"),
        ("/missing.js", 404, "text/plain; charset=utf-8"),
    ] {
        let response = server.bare("GET", path).send().await.unwrap();
        let header = |name| response.headers().get(name).map_or("", |value| value.to_str().unwrap());
        assert_eq!((response.status().as_u16(), header("content-type")), (status, kind), "{path}");
        assert_eq!(header("content-security-policy"), POLICY, "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        let kept = if status == 200 && kind.starts_with("text/html") { "no-store" } else { "no-cache" };
        assert_eq!(header("cache-control"), kept, "{path}");
    }
    assert_eq!(server.bare("POST", "/app.js").send().await.unwrap().status(), 405);
    let head = server.bare("HEAD", "/app.js").send().await.unwrap();
    assert_eq!((head.status().as_u16(), head.text().await.unwrap().as_str()), (200, ""));
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_again() {
    let server = start().await;
    let file = server.root().join("app.js");
    fs::write(&file, "let a = 1").unwrap();
    let response = server.bare("GET", "/app.js").send().await.unwrap();
    let tag = response.headers()["etag"].to_str().unwrap().to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}")] {
        let again = server.bare("GET", "/app.js").header("If-None-Match", known).send().await.unwrap();
        assert_eq!(again.status(), 304);
        assert_eq!(again.headers()["etag"].to_str().unwrap(), tag);
        assert!(again.text().await.unwrap().is_empty());
    }
    // Changed in the same second, to the same length.
    fs::write(&file, "let a = 2").unwrap();
    let again = server.bare("GET", "/app.js").header("If-None-Match", tag).send().await.unwrap();
    assert_eq!(again.status(), 200);
    assert_eq!(again.text().await.unwrap(), "let a = 2");
}

#[tokio::test]
async fn files_are_compressed_for_those_who_can_read_it() {
    let server = start().await;
    let text = "truth is merged purpose by purpose; ".repeat(200);
    fs::write(server.pkg().join("m.wasm"), &text).unwrap();
    let brotli = reqwest::Client::new();
    let plain = |encoding: &str| server.bare("GET", "/pkg/m.wasm").header("Accept-Encoding", encoding).send();

    let response = plain("gzip, deflate, br").await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "br");
    assert_eq!(response.headers()["content-type"], "application/wasm");
    assert_eq!(response.headers()["vary"], "Accept-Encoding");
    let tag = response.headers()["etag"].clone();
    assert!(response.bytes().await.unwrap().len() < 200);
    for encoding in ["gzip", "br;q=0", "identity"] {
        let response = plain(encoding).await.unwrap();
        assert!(response.headers().get("content-encoding").is_none(), "{encoding}");
        assert_eq!(response.headers()["vary"], "Accept-Encoding");
        assert_ne!(response.headers()["etag"], tag);
    }
    let read = brotli.get(format!("{}/pkg/m.wasm", server.url)).send().await.unwrap();
    assert_eq!(read.text().await.unwrap(), text);
    let again = server.bare("GET", "/pkg/m.wasm").header("Accept-Encoding", "br").header("If-None-Match", tag);
    assert_eq!(again.send().await.unwrap().status(), 304);
}

#[tokio::test]
async fn nothing_outside_of_the_demo_is_served() {
    let server = start().await;
    let secret = "do not serve this";
    let root = server.root();
    for file in ["server/main.js", ".hidden.js", "locales/.env.json", "notes.md", "Cargo.toml", "x.db"] {
        fs::write(root.join(file), secret).unwrap();
    }
    fs::write(server.folder.path().join("outside.js"), secret).unwrap();
    std::os::unix::fs::symlink(server.folder.path().join("outside.js"), root.join("link.js")).unwrap();
    for path in [
        "/server/main.js",
        "/%73erver/main.js",
        "/locales/../server/main.js",
        "/.hidden.js",
        "/%2ehidden.js",
        "/locales/.env.json",
        "/notes.md",
        "/Cargo.toml",
        "/x.db",
        "/link.js",
        "/../outside.js",
        "/%2e%2e/outside.js",
        "/..%2foutside.js",
        "/pkg/../outside.js",
        "/pkg/..%2foutside.js",
        "/pkg/%2e%2e%2froot%2fserver%2fmain.js",
        "/..\\outside.js",
        "/%5c..%5coutside.js",
        "//outside.js",
        "/app.js%00.js",
        "/%ff.js",
        "/locales",
        "/pkg",
        "/pkg/",
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        let answer = server.raw(&request).await;
        assert!(answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
        assert!(!answer.contains(secret), "{path}");
    }
}
