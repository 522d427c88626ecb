//! What a page gets by importing the package.

mod arguments;
mod globals;
mod guard;
