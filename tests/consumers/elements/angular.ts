import "@angular/compiler";
import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import "truconsent-wasm/elements";

@Component({
  selector: "app-root",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `<main><h1>Angular</h1><p id="said">{{ said() }}</p>
    <truconsent-center base-url="/api" [userId]="'usr_asha'" (truconsent-recorded)="said.set($event.detail.record.action)"></truconsent-center></main>`,
})
class App {
  said = signal("nothing yet");
}

document.body.append(document.createElement("app-root"));
bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
