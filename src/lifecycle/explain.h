// "Why is this a prospect?" and "what is missing for an opportunity?", for one person, as messages
// and as commands that would record what is missing.
#pragma once

#include "lifecycle/stage.h"
#include "query/message.h"

#include <optional>
#include <span>

namespace lifecycle {

// A criterion that holds, and the newest event that met it.
struct Met {
    query::Message text;       // "Asked for a quote", with the day as {day}
    std::optional<base::Day> day;
    domain::Row activity = domain::kNoRow;  // row in Book::activities, if one met it
};

// A way to get what is missing. The command ids are those of web.md and app: fact.record
// {lead, fact}, activity.log {lead, type}, lead.set {id, field} (value to be asked for).
struct Way {
    query::Message button;  // "Open a deal"
    std::string command;
    base::Json args;
};

struct Missing {
    query::Message text;    // "an open deal"
    std::vector<Way> ways;  // the most usual first; any one of them meets it
};

// What stands between the person and one stage. `missing` empty: only a marker is in the way.
struct NextStage {
    uint8_t stage = kNoStage;  // index into Lens::stages
    std::vector<Missing> missing;  // all of them are needed
};

struct Explanation {
    StageOf now;
    std::vector<Met> why;             // of the current stage; newest first
    std::vector<query::Message> markers;  // "Paused until 1 March", "Lost: price", ... in order of Marker
    std::vector<NextStage> next;      // nearest first, at most 2
    // Day the stage began: the earliest day from which it has held without a break. Found by
    // asking the lens again at the days of this person's events; absent for kNoStage.
    std::optional<base::Day> since;
};

Explanation explain(const domain::Book& book, const Lens& lens, domain::Row lead, const base::Now& now);

// Every key this folder can produce (labels of activities, facts, stages, lenses too), with its
// English default: assets/i18n/en.json holds the same.
std::vector<std::string> message_keys(const Lens& lens);

}  // namespace lifecycle
