// How a snapshot becomes a merge the user can agree to. For session_files.cpp.
#pragma once

#include "app/state.h"

namespace app {

// The steps of a job: reads `state.import.file`, counts what merging it would do, and leaves that in
// `state.import`, where nothing was before; then calls `planned`. The book stays as it is. Fingerprints are
// for the user's eyes: a script, which is shown no preview, does not wait for them.
std::function<bool(Job&, Slice&)> look_at_snapshot(Session::State& state, Audience audience, std::function<void(base::Status)> planned);

// Where the book has moved since the file was compared with it: compares again, in a quiet job; what was chosen stays
// chosen. Then calls `then`, at once where nothing has moved; with an error if the merge is given up meanwhile.
void compare_again(Session::State& state, std::function<void(const base::Status&)> then);

}  // namespace app
