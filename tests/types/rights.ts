import { ConsentClient, grievanceCategories, grievanceStatuses, nomineeStatuses, validateGrievance, validateNominee } from "truconsent-wasm";
import type { ApiTime, DpoInfo, FieldError, GrievanceChanges, GrievanceTicket, NewGrievance, NewNominee, UserNominee } from "truconsent-wasm";
import { expect, type Equal } from "./check.js";

declare const client: ConsentClient;
expect<Equal<ReturnType<typeof client.dpo>, Promise<DpoInfo>>>();
expect<Equal<DpoInfo["email"], string>>();
expect<Equal<DpoInfo["appointment_date"], ApiTime | null>>();

expect<Equal<ReturnType<typeof client.listGrievances>, Promise<GrievanceTicket[]>>>();
expect<Equal<ReturnType<typeof client.createGrievance>, Promise<GrievanceTicket>>>();
expect<Equal<ReturnType<typeof client.updateGrievance>, Promise<GrievanceTicket>>>();
const grievance: NewGrievance = { client_user_id: "usr_asha", subject: "s", description: "d", category: "erasure" };
await client.createGrievance({ ...grievance, category: "a word of the deployment's own", attachment_url: null });
await client.updateGrievance("GRV-A1B2C3D4", { status: "resolved" });
await client.updateGrievance("GRV-A1B2C3D4", { attachment_url: null }, { timeoutMs: 100 });
// @ts-expect-error the person's id has another name here
await client.createGrievance({ ...grievance, user_id: "usr_asha" });
// @ts-expect-error no description
await client.createGrievance({ client_user_id: "usr_asha", subject: "s", category: "erasure" });
// @ts-expect-error the subject stays as it was filed
const changes: GrievanceChanges = { subject: "s" };

expect<Equal<ReturnType<typeof client.listNominees>, Promise<UserNominee[]>>>();
expect<Equal<ReturnType<typeof client.registerNominee>, Promise<UserNominee>>>();
expect<Equal<ReturnType<typeof client.updateNominee>, Promise<UserNominee>>>();
expect<Equal<ReturnType<typeof client.deleteNominee>, Promise<{ message: string }>>>();
const nominee: NewNominee = {
  user_id: "usr_asha",
  nominee_name: "Jane Doe",
  nominee_email: "jane.doe@example.com",
  nominee_mobile: "+919876543210",
  relationship: "spouse",
};
await client.registerNominee(nominee);
await client.updateNominee("id", { nominee_email: "jane@example.com", status: "active" });
// @ts-expect-error the person's id has another name here
await client.registerNominee({ ...nominee, client_user_id: "usr_asha" });
// @ts-expect-error when a nominee was verified is the API's to say
await client.updateNominee("id", { verified_at: null });

// The validators take whatever a form has.
expect<Equal<ReturnType<typeof validateGrievance>, FieldError[]>>();
expect<Equal<ReturnType<typeof validateNominee>, FieldError[]>>();
validateGrievance({});
validateGrievance(grievance, "create");
validateNominee(null, "update");
// @ts-expect-error neither "create" nor "update"
validateNominee(nominee, "delete");

// Suggestions for a form: exactly these, and each of them a word that the calls take.
expect<Equal<(typeof nomineeStatuses)[number], "pending" | "verified" | "rejected" | "active">>();
for (const category of grievanceCategories) await client.createGrievance({ ...grievance, category });
for (const status of grievanceStatuses) await client.updateGrievance("GRV-A1B2C3D4", { status });
for (const status of nomineeStatuses) await client.updateNominee("id", { status });
// @ts-expect-error not to be changed
grievanceCategories.push("other");
