//! A side table: one value for each form of a [`Forms`](super::Forms) table.
//!
//! Modules above `text` keep what they know about a form here, so that each fact is computed once per
//! distinct form. What the values are is left to them.

use std::ops::Index;

use super::forms::FormId;

/// Values by form; a form without a value has the default one.
///
/// A map belongs to one [`Forms`](super::Forms) table and is cleared when that table is emptied.
#[derive(Clone, Debug)]
pub(crate) struct FormMap<T> {
    values: Vec<T>,
}

impl<T> FormMap<T> {
    /// The value of `form`, or `None` where [`FormMap::get_mut`] was never called for it or a later form.
    #[inline]
    pub(crate) fn get(&self, form: FormId) -> Option<&T> {
        self.values.get(form.index())
    }

    /// Removes every value.
    pub(crate) fn clear(&mut self) {
        self.values.clear();
    }
}

impl<T: Default> FormMap<T> {
    /// The value of `form`, for writing; the default one when it has none yet.
    #[inline]
    pub(crate) fn get_mut(&mut self, form: FormId) -> &mut T {
        let index = form.index();
        if index >= self.values.len() {
            self.values.resize_with(index + 1, T::default);
        }
        &mut self.values[index]
    }
}

// Derived, it would ask for `T: Default`.
impl<T> Default for FormMap<T> {
    fn default() -> Self {
        Self { values: Vec::new() }
    }
}

/// # Panics
///
/// When [`FormMap::get`] gives `None`.
impl<T> Index<FormId> for FormMap<T> {
    type Output = T;

    #[inline]
    fn index(&self, form: FormId) -> &T {
        &self.values[form.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::forms::Forms;

    #[test]
    fn a_form_has_the_default_until_a_value_is_written() {
        let mut forms = Forms::new();
        let [first, second, third] = ["un", "deux", "trois"].map(|word| forms.intern(word));
        let mut map = FormMap::<u32>::default();
        assert_eq!(map.get(first), None);
        *map.get_mut(second) = 2;
        assert_eq!((map.get(first), map[second], map.get(third)), (Some(&0), 2, None));
        map.clear();
        assert_eq!(map.get(second), None);
    }
}
