//! Every call of the client against the embedded server: how it is started, what it does, and what it ought to give.

mod matrix;
mod trial;

use js_sys::Promise;
use truconsent_wasm::{ConsentClient, merge_consents};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::support::{Json, NONE, WEBSITE, admin_client, fresh_id, js, json, plain, rows, success, value};
pub use matrix::{Block, Column, legend, run};
pub use trial::Trial;

/// How late a late answer of the tables is: theirs are the faults `delay:6000` and `delay-after:6000`.
pub const LATE_MS: u32 = 6_000;

/// Every call. `currentConsents` is two requests at once, and so is there twice: for what happens to either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    ListBanners,
    GetBanner,
    UserBanners,
    ConsentStatus,
    CurrentConsents,
    CurrentConsentsStatus,
    ListGrievances,
    ListNominees,
    Dpo,
    RecordConsent,
    UpdateGrievance,
    UpdateNominee,
    DeleteNominee,
    CreateGrievance,
    RegisterNominee,
}

use Call::*;

pub const CALLS: [(Call, &str); 15] = [
    (ListBanners, "listBanners"),
    (GetBanner, "getBanner"),
    (UserBanners, "userBanners"),
    (ConsentStatus, "consentStatus"),
    (CurrentConsents, "currentConsents, banners"),
    (CurrentConsentsStatus, "currentConsents, status"),
    (ListGrievances, "listGrievances"),
    (ListNominees, "listNominees"),
    (Dpo, "dpo"),
    (RecordConsent, "recordConsent"),
    (UpdateGrievance, "updateGrievance"),
    (UpdateNominee, "updateNominee"),
    (DeleteNominee, "deleteNominee"),
    (CreateGrievance, "createGrievance"),
    (RegisterNominee, "registerNominee"),
];

/// Those that change something.
pub const WRITES: [Call; 6] =
    [RecordConsent, UpdateGrievance, UpdateNominee, DeleteNominee, CreateGrievance, RegisterNominee];

const PURPOSE: &str = "b2c3d4e5-f6a7-8901-bcde-f12345678901";

/// The words "canary" and the numbers of the telephone are looked for wherever they must not come.
pub fn grievance(person: &str) -> Json {
    json!({ "client_user_id": person, "subject": "Löschung \"Canary\"", "description": "மீரா 🙂\ncanary@example.in",
        "category": "erasure" })
}

pub fn nominee(person: &str) -> Json {
    json!({ "user_id": person, "nominee_name": "மீரா \"Canary\"", "nominee_email": "canary@example.in",
        "nominee_mobile": "+919876543210", "relationship": "spouse" })
}

impl Call {
    /// Makes what is going to be read or changed. Returns its id, or a decision.
    pub async fn prepare(self, person: &str) -> Json {
        let client = admin_client(&json!({}));
        match self {
            UserBanners | ConsentStatus | CurrentConsents | CurrentConsentsStatus => {
                success(client.record_consent(person.into(), js(&decision()), NONE)).await
            }
            RecordConsent => decision(),
            ListGrievances | UpdateGrievance => {
                success(client.create_grievance(js(&grievance(person)), NONE)).await["ticket_id"].clone()
            }
            ListNominees | UpdateNominee | DeleteNominee => {
                success(client.register_nominee(js(&nominee(person)), NONE)).await["id"].clone()
            }
            ListBanners | GetBanner | Dpo | CreateGrievance | RegisterNominee => Json::Null,
        }
    }

    pub fn start(self, client: &ConsentClient, person: &str, prepared: &Json, options: JsValue) -> Promise {
        let given = js(prepared);
        match self {
            ListBanners => client.list_banners(options),
            GetBanner => client.get_banner("cp_signup_form".into(), options),
            UserBanners => client.user_banners(person.into(), options),
            ConsentStatus => client.consent_status(person.into(), options),
            CurrentConsents | CurrentConsentsStatus => client.current_consents(person.into(), options),
            ListGrievances => client.list_grievances(person.into(), options),
            ListNominees => client.list_nominees(person.into(), options),
            Dpo => client.dpo(options),
            RecordConsent => client.record_consent(person.into(), given, options),
            UpdateGrievance => client.update_grievance(given, js(&json!({ "status": "resolved" })), options),
            UpdateNominee => client.update_nominee(given, js(&json!({ "status": "verified" })), options),
            DeleteNominee => client.delete_nominee(given, options),
            CreateGrievance => client.create_grievance(js(&grievance(person)), options),
            RegisterNominee => client.register_nominee(js(&nominee(person)), options),
        }
    }

    pub fn is_write(self) -> bool {
        WRITES.contains(&self)
    }

    /// What the addresses contain that a fault is for.
    pub fn path(self) -> &'static str {
        match self {
            CurrentConsents => "/banners/user/",
            CurrentConsentsStatus => "/user-status",
            _ => "/",
        }
    }

    /// How often the database shows that it was carried out: never, for a read.
    pub async fn effects(self, person: &str) -> u64 {
        let rows = rows(person).await;
        let [consents, grievances, nominees] =
            ["consents", "grievances", "nominees"].map(|name| rows[name].as_u64().unwrap());
        let made = match self {
            ListBanners | GetBanner | Dpo => 0,
            UserBanners | ConsentStatus | CurrentConsents | CurrentConsentsStatus | RecordConsent => consents,
            ListGrievances | UpdateGrievance | CreateGrievance => grievances,
            ListNominees | UpdateNominee | DeleteNominee | RegisterNominee => nominees,
        };
        assert_eq!(consents + grievances + nominees, made, "{self:?} makes no other record");
        match self {
            RecordConsent | CreateGrievance | RegisterNominee => made,
            DeleteNominee => 1 - made,
            UpdateGrievance | UpdateNominee => {
                assert_eq!(made, 1, "{self:?} makes no record");
                let status = self.expected(person).await["status"].clone();
                u64::from(status == "resolved" || status == "verified")
            }
            ListBanners | GetBanner | Dpo => made,
            _ => made - 1,
        }
    }

    /// What an undisturbed client reads: of a read the same, of a write the person's record.
    pub async fn expected(self, person: &str) -> Json {
        let client = admin_client(&json!({}));
        match self {
            RecordConsent => {
                let status = success(client.consent_status(person.into(), NONE)).await;
                let mut latest = status["collection_points"][0]["latest_consent"].clone();
                latest["collection_point_id"] = status["collection_points"][0]["collection_point"]["id"].clone();
                latest
            }
            UpdateGrievance | CreateGrievance => success(client.list_grievances(person.into(), NONE)).await[0].clone(),
            UpdateNominee | RegisterNominee => success(client.list_nominees(person.into(), NONE)).await[0].clone(),
            DeleteNominee => json!({ "message": "Nominee deleted successfully" }),
            _ => success(self.start(&client, person, &Json::Null, NONE)).await,
        }
    }
}

fn decision() -> Json {
    json!({ "collection_point_id": WEBSITE, "action": "approved", "changed": [PURPOSE], "request_id": fresh_id(),
        "purposes": [{ "id": PURPOSE, "name": "N", "consented": "approved", "is_mandatory": false }] })
}

/// The banners of a person whose status cannot be read.
pub async fn without_status(person: &str) -> Json {
    let banners = value(admin_client(&json!({})).user_banners(person.into(), NONE)).await;
    plain(&merge_consents(banners, JsValue::NULL, NONE).unwrap())["banners"].clone()
}

/// Lets so many milliseconds pass.
pub async fn sleep(ms: u32) {
    let wait = crate::support::eval(&format!("new Promise((resolve) => setTimeout(resolve, {ms}))"));
    JsFuture::from(wait.unchecked_into::<Promise>()).await.unwrap();
}
