// The elements in Vue's templates.

import type { GlobalComponents } from "vue";
import type { TruconsentComponent, TruconsentEmits } from "truconsent-wasm/elements/vue";

type Props = InstanceType<GlobalComponents["truconsent-center"]>["$props"];
export const props: Props = { baseUrl: "/api", userId: "usr_asha", responseDays: 30 };
// @ts-expect-error a number of days is a number
export const wrong: Props = { responseDays: "30" };
export const heard: TruconsentEmits["truconsent-recorded"] = ({ detail }) => detail.record.id !== "";
export type Component = TruconsentComponent;
