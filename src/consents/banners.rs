//! Collection points with their purposes: `GET /banners`, `GET /banners/{display_id}`, `GET /banners/user/{user_id}`.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::request::client::ConsentClient;
use crate::request::endpoint::{Endpoint, endpoints};
use crate::schema::shape::{Answer, Kind, Shape, documented};

const TEXT: Kind = Kind::Optional(&Kind::TextOrNull);
const FLAG: Kind = Kind::Optional(&Kind::FlagOrNull);
const VERSION: Kind = Kind::Optional(&Kind::TextOrNumber);
const ANY: Kind = Kind::Optional(&Kind::Any);
const NAMED_LIST: Kind = Kind::Optional(&Kind::List(NAMED));

const NAMED: &Shape = &[("id", Kind::Text), ("name", Kind::Text)];

const ASSET: &Shape =
    &[("id", Kind::Text), ("name", Kind::Text), ("description", Kind::TextOrNull), ("asset_type", Kind::TextOrNull)];

const PURPOSE: &Shape = &[
    ("id", Kind::Id),
    ("name", Kind::Text),
    ("is_mandatory", Kind::Flag),
    ("expiry_period", Kind::TextOrNull),
    ("consented", Kind::Word),
    ("relationships", Kind::Record(&[("data_elements", ANY), ("legal_entities", ANY)])),
    // What only some calls and deployments have.
    ("description", TEXT),
    ("data_elements", NAMED_LIST),
    ("legal_entities", NAMED_LIST),
    ("is_legitimate", FLAG),
    ("purpose_type", TEXT),
    ("frequency", TEXT),
    ("is_dynamic", FLAG),
    ("version", VERSION),
    ("tools", ANY),
    ("expiry", ANY),
    ("expiry_label", TEXT),
    ("expiry_type", TEXT),
    ("field_diff", Kind::Optional(&Kind::List(&[("field", TEXT), ("old_value", ANY), ("new_value", ANY)]))),
];

/// The members of every banner, and those that only some have.
macro_rules! banner {
    ($shown:expr) => {
        &[
            ("banner_id", Kind::Id),
            ("collection_point", Kind::Id),
            ("title", Kind::Text),
            ("asset", Kind::RecordOrNull(ASSET)),
            ("purposes", Kind::List(PURPOSE)),
            ("data_elements", Kind::List(NAMED)),
            ("legal_entities", Kind::List(NAMED)),
            ("shown_to_principal", $shown),
            ("version", VERSION),
            ("consent_type", TEXT),
            ("consent_status", TEXT),
            ("cookie_config", ANY),
            ("organization", Kind::Optional(&Kind::RecordOrNull(ORGANIZATION))),
            ("organization_name", TEXT),
            ("banner_settings", Kind::Optional(&Kind::RecordOrNull(SETTINGS))),
            ("show_processors", FLAG),
            ("cookie_data_elements", ANY),
            ("processing_activities", ANY),
            ("translations_snapshot", Kind::Optional(&Kind::RecordOrNull(TRANSLATIONS))),
            ("reconsent_mode", ANY),
            ("reconsent_campaign_id", TEXT),
            ("reconsent_ui_mode", TEXT),
            ("reconsent_source", TEXT),
            ("reconsent_purposes", ANY),
            ("expiry_reconsent_request_id", TEXT),
            ("version_diff", Kind::Optional(&Kind::RecordOrNull(VERSION_DIFF))),
        ]
    };
}

const BANNER: &Shape = banner!(Kind::Optional(&Kind::Flag));

/// A person's banner is known by that it says whether it was shown.
const USER_BANNER: &Shape = banner!(Kind::Flag);

const ORGANIZATION: &Shape = &[("name", Kind::Text), ("logo_url", Kind::TextOrNull)];

const SETTINGS: &Shape = &[
    ("primary_color", TEXT),
    ("secondary_color", TEXT),
    ("action_button_text", TEXT),
    ("accept_all_text", TEXT),
    ("reject_all_text", TEXT),
    ("only_necessary_text", TEXT),
    ("notice_acknowledge_text", TEXT),
    ("banner_title", TEXT),
    ("disclaimer_text", TEXT),
    ("footer_text", TEXT),
    ("mandatory_label", TEXT),
    ("show_processors", FLAG),
    ("logo_url", TEXT),
    ("default_selection", TEXT),
];

/// The keys of `text_map` are texts.
const TRANSLATIONS: &Shape = &[("source_language", TEXT), ("languages", ANY), ("text_map", ANY)];

const VERSION_DIFF: &Shape =
    &[("added_purpose_ids", ANY), ("changed_purpose_ids", ANY), ("removed_purposes", ANY), ("changed_fields", ANY)];

endpoints! {
    pub(crate) LIST = Endpoint::new("listBanners", "GET", "/banners", Answer::List(documented!(BANNER)));
    GET = Endpoint {
        id: "displayId",
        ..Endpoint::new("getBanner", "GET", "/banners/{display_id}", Answer::Record(documented!(BANNER)))
    };
    pub(crate) OF_USER = Endpoint {
        id: "userId",
        ..Endpoint::new("userBanners", "GET", "/banners/user/{user_id}", Answer::List(documented!(USER_BANNER)))
    };
}

#[wasm_bindgen]
impl ConsentClient {
    /// Every collection point of the organisation: `GET /banners`.
    ///
    /// Each purpose says `"declined"`, which here means that nothing is recorded, not that anybody refused.
    ///
    /// @example
    /// ```js
    /// const banners = await client.listBanners();
    /// ```
    #[wasm_bindgen(js_name = listBanners, unchecked_return_type = "Promise<Banner[]>")]
    pub fn list_banners(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&LIST, &JsValue::UNDEFINED, &options)
    }

    /// One collection point with all that is needed to show it: `GET /banners/{banner_id}`.
    ///
    /// @param displayId - The collection point's display id, such as `"cp_signup_form"`; not its UUID.
    ///
    /// Rejects with `invalid_input` (the id cannot stand in an address) and `not_found`.
    ///
    /// @example
    /// ```js
    /// const { banner_settings } = await client.getBanner("cp_signup_form");
    /// ```
    #[wasm_bindgen(js_name = getBanner, unchecked_return_type = "Promise<BannerDetail>")]
    pub fn get_banner(
        &self,
        #[wasm_bindgen(js_name = displayId, unchecked_param_type = "string")] display_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&GET, &display_id, &options)
    }

    /// The collection points that a person has a record at, with the person's own states:
    /// `GET /banners/user/{user_id}`. Empty for a person without records. Consent words come as the API sends them.
    ///
    /// @param userId - The person's id in your application.
    ///
    /// Rejects with `invalid_input` and `bad_request`.
    ///
    /// @example
    /// ```js
    /// const banners = await client.userBanners("usr_asha");
    /// ```
    #[wasm_bindgen(js_name = userBanners, unchecked_return_type = "Promise<UserBanner[]>")]
    pub fn user_banners(
        &self,
        #[wasm_bindgen(js_name = userId, unchecked_param_type = "string")] user_id: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "RequestOptions")] options: JsValue,
    ) -> Promise {
        self.call(&OF_USER, &user_id, &options)
    }
}
