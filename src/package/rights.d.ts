/** The data protection officer, as `GET /dpo` has it. */
export interface DpoInfo {
  id: string | null;
  full_name: string;
  email: string;
  appointment_date: ApiTime | null;
  qualifications: string | null;
  responsibilities: string | null;
  created_at: ApiTime | null;
  updated_at: ApiTime | null;
  working_hours?: string | null;
  response_time?: string | null;
}

/** A category of grievance: an open word. Those that the documents name are {@link grievanceCategories}. */
export type GrievanceCategory = "data_access" | "rectification" | "erasure" | "access" | "correction" | (string & {});

/** A ticket's status: an open word. Those that the documents name are {@link grievanceStatuses}. */
export type GrievanceStatus = "open" | "in_progress" | "resolved" | (string & {});

/** A nominee's status: an open word. Those that the documents name are {@link nomineeStatuses}. */
export type NomineeStatus = "pending" | "verified" | "rejected" | "active" | (string & {});

/** A grievance ticket, as `GET /grievance/user/{user_id}` has it. */
export interface GrievanceTicket {
  /** Internal UUID. */
  id: string;
  /** What people call it by, e.g. `"GRV-A1B2C3D4"`; what {@link ConsentClient.updateGrievance} takes. */
  ticket_id: string;
  /** Your application's id of the person who filed it. */
  client_user_id: string;
  /** The API's own id of the person, where it has one. */
  user_id: string | null;
  subject: string;
  description: string;
  category: GrievanceCategory;
  status: GrievanceStatus;
  attachment_url: string | null;
  /** Null where a deployment answers a create without it. */
  created_at: ApiTime | null;
  updated_at: ApiTime | null;
}

/** What {@link ConsentClient.createGrievance} takes. */
export interface NewGrievance {
  /** Your application's id of the person. */
  client_user_id: string;
  /** At most 200 characters. */
  subject: string;
  /** At most 5,000 characters. */
  description: string;
  category: GrievanceCategory;
  /** An http or https address. */
  attachment_url?: string | null | undefined;
}

/** What {@link ConsentClient.updateGrievance} takes: at least one of them. */
export interface GrievanceChanges {
  status?: GrievanceStatus | undefined;
  /** An http or https address; null takes it off. */
  attachment_url?: string | null | undefined;
}

/** Somebody who may act for a person, as `GET /nominee/user/{user_id}` has them. */
export interface UserNominee {
  id: string;
  /** Your application's id of the person who appointed them. */
  client_user_id: string;
  nominee_name: string;
  nominee_email: string;
  nominee_mobile: string;
  relationship: string;
  purpose_of_appointment: string | null;
  status: NomineeStatus;
  verified_at: ApiTime | null;
  /** Null where a deployment answers a create without it. */
  created_at: ApiTime | null;
  updated_at: ApiTime | null;
}

/** What {@link ConsentClient.registerNominee} takes. */
export interface NewNominee {
  /** Your application's id of the person. The API keeps it as `client_user_id`. */
  user_id: string;
  /** At most 200 characters, in any script. */
  nominee_name: string;
  nominee_email: string;
  /**
   * In E.164, e.g. `"+919876543210"`; spaces, dots, hyphens and parentheses are taken out, and one `(0)` after the country
   * code. Any other 0 that begins in parentheses is refused: it may or may not be dialled.
   */
  nominee_mobile: string;
  relationship: string;
  purpose_of_appointment?: string | null | undefined;
}

/** What {@link ConsentClient.updateNominee} takes: at least one of them. */
export interface NomineeChanges {
  nominee_name?: string | undefined;
  nominee_email?: string | undefined;
  nominee_mobile?: string | undefined;
  relationship?: string | undefined;
  purpose_of_appointment?: string | null | undefined;
  status?: NomineeStatus | undefined;
}

/** The categories that the documents name; deployments may have others. */
export const grievanceCategories: readonly ["data_access", "rectification", "erasure", "access", "correction"];

/** The ticket statuses that the documents name; deployments may have others. */
export const grievanceStatuses: readonly ["open", "in_progress", "resolved"];

/** The nominee statuses that the documents name; deployments may have others. */
export const nomineeStatuses: readonly ["pending", "verified", "rejected", "active"];
