// The browser that tests run in, and its driver.

import { existsSync } from "node:fs";
import { which } from "../lib/paths.mjs";
import { ask } from "../lib/processes.mjs";
import { Failure } from "../lib/say.mjs";
import { apt, canApt } from "./system.mjs";

const APT = { chrome: "chromium", chromedriver: "chromium-driver" };

/** Returns the paths of both, which have to be of one version. */
export async function findBrowser() {
  let found = look();
  const missing = Object.keys(APT).filter((part) => !found[part]);
  if (missing.length > 0 && canApt()) {
    // The font writes the languages of the demo that Debian's default fonts cannot.
    await apt([...missing.map((part) => APT[part]), "fonts-noto-core"]);
    found = look();
  }
  if (!found.chrome || !found.chromedriver) {
    throw new Failure(
      "The tests need Chromium or Chrome and the ChromeDriver of the same version. Install them (Debian: apt-get install " +
        "chromium chromium-driver) or say where they are: CHROME=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver npm test",
    );
  }
  const [chrome, chromedriver] = [found.chrome, found.chromedriver].map((path) => ask(path, ["--version"])?.match(/\d+/)?.[0]);
  if (!chrome || !chromedriver || chrome !== chromedriver) {
    throw new Failure(
      `${found.chrome} says it is version ${chrome}, ${found.chromedriver} ${chromedriver}: they have to be the same. ` +
        "Set CHROME and CHROMEDRIVER to a pair that fits.",
    );
  }
  return found;
}

function look() {
  const first = (names) => names.map(which).find(Boolean);
  const given = (variable) => {
    const path = process.env[variable];
    if (path && !existsSync(path)) throw new Failure(`${variable} is ${path}, and there is no such file.`);
    return path;
  };
  return {
    chrome: given("CHROME") || first(["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"]),
    chromedriver: given("CHROMEDRIVER") || first(["chromedriver"]),
  };
}
