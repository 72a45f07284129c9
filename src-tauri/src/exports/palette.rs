//! The colours of what is exported.

/// Bands and heads.
pub const NAVY: u32 = 0x05_3F_74;
/// Names of columns.
pub const BLUE: u32 = 0x17_40_7E;
/// Growth.
pub const TEAL: u32 = 0x22_9A_8A;
/// What stands out, in words.
pub const DARK_GREEN: u32 = 0x25_9D_89;
/// Numbers.
pub const BLACK: u32 = 0x00_00_00;
/// On dark areas.
pub const WHITE: u32 = 0xFF_FF_FF;
/// Sums.
pub const LIGHT_BLUE: u32 = 0xEA_F2_FC;
/// What stands out, behind the words.
pub const LIGHT_GREEN: u32 = 0xE6_F7_EF;
/// Borders.
pub const GRID: u32 = 0xD7_DF_EA;
