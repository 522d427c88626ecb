//! Collection points with their purposes: `GET /banners`, `GET /banners/{display_id}`, `GET /banners/user/{user_id}`.

use crate::request::address::Route;
use crate::request::attempts::Endpoint;
use crate::schema::shape::{Answer, Kind, Shape};

const NAMED: &Shape = &[("id", Kind::Text), ("name", Kind::Text)];

const ASSET: &Shape =
    &[("id", Kind::Text), ("name", Kind::Text), ("description", Kind::TextOrNull), ("asset_type", Kind::TextOrNull)];

/// The fields of every purpose, and those that only the detail has.
macro_rules! purpose {
    ($($more:tt)*) => {
        &[
            ("id", Kind::Text),
            ("name", Kind::Text),
            ("is_mandatory", Kind::Flag),
            ("expiry_period", Kind::TextOrNull),
            ("consented", Kind::Word),
            ("relationships", Kind::Data),
            $($more)*
        ]
    };
}

const PURPOSE: &Shape = purpose![];

const DETAILED_PURPOSE: &Shape = purpose![
    ("description", Kind::Optional(&Kind::TextOrNull)),
    ("data_elements", Kind::Optional(&Kind::ListOrNone(NAMED))),
    ("legal_entities", Kind::Optional(&Kind::ListOrNone(NAMED)))
];

/// The fields of every banner, and those that only some have.
macro_rules! banner {
    ($purpose:ident, $($more:tt)*) => {
        &[
            ("banner_id", Kind::Text),
            ("collection_point", Kind::Text),
            ("title", Kind::Text),
            ("asset", Kind::RecordOrNull(ASSET)),
            ("purposes", Kind::List($purpose)),
            ("data_elements", Kind::ListOrNone(NAMED)),
            ("legal_entities", Kind::ListOrNone(NAMED)),
            $($more)*
        ]
    };
}

const BANNER: &Shape = banner![PURPOSE, ("shown_to_principal", Kind::Optional(&Kind::Flag))];

const USER_BANNER: &Shape = banner![PURPOSE, ("shown_to_principal", Kind::Flag)];

const DETAIL: &Shape = banner![
    DETAILED_PURPOSE,
    ("shown_to_principal", Kind::Optional(&Kind::Flag)),
    ("version", Kind::Optional(&Kind::TextOrNull)),
    ("consent_type", Kind::Optional(&Kind::TextOrNull)),
    ("cookie_config", Kind::Any),
    ("organization", Kind::Optional(&Kind::RecordOrNull(ORGANIZATION))),
    ("organization_name", Kind::Optional(&Kind::TextOrNull)),
    ("banner_settings", Kind::Optional(&Kind::RecordOrNull(SETTINGS))),
    ("show_processors", Kind::Optional(&Kind::FlagOrNull)),
    ("cookie_data_elements", Kind::Any),
    ("processing_activities", Kind::Any)
];

const ORGANIZATION: &Shape = &[("name", Kind::Text), ("logo_url", Kind::TextOrNull)];

const SETTINGS: &Shape = &[
    ("primary_color", Kind::Optional(&Kind::TextOrNull)),
    ("action_button_text", Kind::Optional(&Kind::TextOrNull)),
    ("reject_all_text", Kind::Optional(&Kind::TextOrNull)),
    ("banner_title", Kind::Optional(&Kind::TextOrNull)),
    ("footer_text", Kind::Optional(&Kind::TextOrNull)),
];

/// Every collection point.
pub static LIST: Endpoint = Endpoint::new("GET", Route::ListBanners, "", Answer::List(BANNER));

/// One of them, in detail.
pub static GET: Endpoint = Endpoint::new("GET", Route::GetBanner, "displayId", Answer::Record(DETAIL));

/// Those of a person.
pub static OF_USER: Endpoint = Endpoint::new("GET", Route::UserBanners, "userId", Answer::List(USER_BANNER));
