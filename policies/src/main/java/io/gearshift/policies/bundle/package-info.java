/**
 * A pack to be carried to devices: its code, its text and its tests in one file, every byte under a digest and the digests
 * under a signature. In: the bytes of a file, trusted keys. Out: a bundle that is what its author signed, or why it is not.
 */
@NullMarked
package io.gearshift.policies.bundle;

import org.jspecify.annotations.NullMarked;
