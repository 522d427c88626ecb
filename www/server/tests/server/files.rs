//! The demo's files: policy, types, caching, compression, and what is never served.

use std::{
    fs::{self, File},
    path::Path,
    time::{Duration, SystemTime},
};

use crate::harness::{Server, start};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types lit-html";

/// Sets when a file was changed, in milliseconds after a fixed second.
fn set_changed(path: &Path, millis: u64) {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000) + Duration::from_millis(millis);
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// What the build does with a file: leaves a compressed copy beside it.
fn compress(path: &Path) {
    let mut copy = path.as_os_str().to_owned();
    copy.push(".br");
    let mut writer = brotli::CompressorWriter::new(File::create(copy).unwrap(), 4096, 11, 22);
    std::io::copy(&mut File::open(path).unwrap(), &mut writer).unwrap();
}

/// What a browser gets that reads brotli: whether it came compressed, and the text.
async fn read(server: &Server, path: &str) -> (bool, String) {
    let compressed = server.bare("GET", path).header("Accept-Encoding", "br").send().await.unwrap();
    let compressed = compressed.headers().contains_key("content-encoding");
    let text = reqwest::get(format!("{}{path}", server.url)).await.unwrap().text().await.unwrap();
    (compressed, text)
}

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
    set_changed(&file, 250);
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
    set_changed(&file, 251);
    let again = server.bare("GET", "/app.js").header("If-None-Match", tag).send().await.unwrap();
    assert_eq!(again.status(), 200);
    assert_eq!(again.text().await.unwrap(), "let a = 2");
}

#[tokio::test]
async fn files_are_compressed_for_those_who_can_read_it() {
    let server = start().await;
    let text = "truth is merged purpose by purpose; ".repeat(200);
    fs::write(server.pkg().join("m.wasm"), &text).unwrap();
    compress(&server.pkg().join("m.wasm"));
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
async fn a_compressed_copy_is_served_only_while_it_is_current() {
    let server = start().await;
    let file = server.root().join("app.js");
    let (old, new) = ("let a = 1;".repeat(100), "let a = 2;".repeat(100));
    fs::write(&file, &old).unwrap();
    assert_eq!(read(&server, "/app.js").await, (false, old.clone()), "there is none");
    compress(&file);
    assert_eq!(read(&server, "/app.js").await, (true, old.clone()));
    fs::write(&file, &new).unwrap();
    let copy = server.root().join("app.js.br");
    set_changed(&copy, 1);
    assert_eq!(read(&server, "/app.js").await, (false, new.clone()), "it is of another file");
    compress(&file);
    assert_eq!(read(&server, "/app.js").await, (true, new.clone()));
    // A copy is no page of its own, nor a way out of the folder.
    assert_eq!(server.bare("GET", "/app.js.br").send().await.unwrap().status(), 404);
    let outside = server.folder.path().join("outside.br");
    fs::rename(&copy, &outside).unwrap();
    std::os::unix::fs::symlink(&outside, &copy).unwrap();
    assert_eq!(read(&server, "/app.js").await, (false, new.clone()));
    fs::remove_file(&file).unwrap();
    assert_eq!(server.bare("GET", "/app.js").send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn the_page_is_compressed_with_its_person_in_it() {
    let server = start().await;
    let response = server.bare("GET", "/").header("Accept-Encoding", "gzip, br").send().await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "br");
    let page = reqwest::get(&server.url).await.unwrap().text().await.unwrap();
    assert!(page.contains("&quot;user_id&quot;:&quot;usr_asha&quot;"), "{page}");
}

#[tokio::test]
async fn nothing_outside_of_the_demo_is_served() {
    let server = start().await;
    let secret = "do not serve this";
    let root = server.root();
    for file in ["server/main.js", ".hidden.js", "locales/.env.json", "notes.md", "Cargo.toml", "x.db", "x.js.br"] {
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
        "/x.js.br",
        "/x.js",
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
