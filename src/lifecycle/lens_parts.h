// Reading the predicates of a lens. Inside lifecycle only.
#pragma once

#include "lifecycle/lens.h"

namespace lifecycle {

// "Sales Qualified" -> "sales_qualified".
std::string stage_id_of(std::string_view name);

class LensParser {
public:
    // Leaves found are added to `leaves`, equal ones once.
    LensParser(const Predicates& predicates, const ActivityTypes& types, std::vector<Leaf>& leaves)
        : predicates_(predicates), types_(types), leaves_(leaves) {}

    base::Result<Criterion> criterion(const base::Json& json) { return parse(json, 0); }

private:
    base::Result<Criterion> parse(const base::Json& json, int depth);
    base::Result<Criterion> parse_list(const base::Json& parts, Criterion::Kind kind, int depth);
    base::Result<Criterion> parse_named(const base::Json& name, int depth);
    base::Result<Criterion> parse_leaf(const base::Json& json);
    base::Result<Leaf> read_activity(const base::Json& wanted) const;
    base::Result<Leaf> read_types(const base::Json& ids) const;
    base::Result<Leaf> read_fact(const base::Json& json) const;
    base::Result<Leaf> read_amount(const base::Json& json, const char* key, Leaf::Kind kind) const;
    base::Result<Leaf> read_state(const base::Json& state) const;
    base::Result<Criterion> add(Leaf leaf);

    const Predicates& predicates_;
    const ActivityTypes& types_;
    std::vector<Leaf>& leaves_;
    int questions_ = 0;  // asked in all stages together, repeats counted
};

}  // namespace lifecycle
