//! The colours of what is exported.

pub(super) const NAVY: u32 = 0x05_3F_74;
pub(super) const BLUE: u32 = 0x17_40_7E;
pub(super) const TEAL: u32 = 0x22_9A_8A;
pub(super) const DARK_GREEN: u32 = 0x25_9D_89;
pub(super) const BLACK: u32 = 0x00_00_00;
pub(super) const WHITE: u32 = 0xFF_FF_FF;
pub(super) const LIGHT_BLUE: u32 = 0xEA_F2_FC;
pub(super) const LIGHT_GREEN: u32 = 0xE6_F7_EF;
pub(super) const GRID: u32 = 0xD7_DF_EA;
