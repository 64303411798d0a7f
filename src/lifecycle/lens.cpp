#include "lifecycle/lens.h"

#include "base/assets.h"
#include "lifecycle/lens_parts.h"

namespace lifecycle {
namespace {

using base::Error;
using base::Json;

// Turns a criterion into tests with jumps: `holds` and `fails` are where to go on.
class Compiler {
public:
    std::vector<Test> compile(const Criterion& criterion) {
        const uint16_t first = emit(criterion, kHolds, kFails);
        // Tests are made back to front; turn them round so that a program starts at 0.
        CHECK(first == tests_.size() - 1);
        const uint16_t last = static_cast<uint16_t>(tests_.size() - 1);
        const auto turned = [&](uint16_t to) { return to >= kFails ? to : static_cast<uint16_t>(last - to); };
        std::vector<Test> program(tests_.rbegin(), tests_.rend());
        for (Test& test : program) {
            test.if_true = turned(test.if_true);
            test.if_false = turned(test.if_false);
        }
        return program;
    }

private:
    // Gives the place of the first test of this criterion.
    uint16_t emit(const Criterion& criterion, uint16_t holds_at, uint16_t fails_at) {
        switch (criterion.kind) {
            case Criterion::Kind::leaf:
                tests_.push_back({static_cast<uint8_t>(criterion.leaf), holds_at, fails_at});
                return static_cast<uint16_t>(tests_.size() - 1);
            case Criterion::Kind::none: return emit(criterion.parts[0], fails_at, holds_at);
            case Criterion::Kind::all: {
                uint16_t next = holds_at;
                for (auto part = criterion.parts.rbegin(); part != criterion.parts.rend(); ++part)
                    next = emit(*part, next, fails_at);
                return next;
            }
            case Criterion::Kind::any: {
                uint16_t next = fails_at;
                for (auto part = criterion.parts.rbegin(); part != criterion.parts.rend(); ++part)
                    next = emit(*part, holds_at, next);
                return next;
            }
        }
        CHECK(false);
        return kFails;
    }

    std::vector<Test> tests_;
};

Error at_stage(Error error, size_t index) {
    if (error.where.empty()) error.where = "stage " + std::to_string(index + 1);
    return error;
}

base::Result<LensStage> parse_stage(const Json& json, LensParser& parser) {
    if (!json.is_object() || !json.contains("enter"))
        return Error{"lens.shape", "A stage is an object with \"stage\" or \"id\", and \"enter\".", ""};
    LensStage stage;
    for (const auto& [key, value] : json.items()) {
        const bool text = value.is_string();
        if (key == "id" && text) stage.id = value.get<std::string>();
        else if ((key == "name" || key == "stage") && text) stage.name = value.get<std::string>();
        else if (key == "command" && text) stage.command = value.get<std::string>();
        else if (key == "side" && value.is_boolean()) stage.side = value.get<bool>();
        else if (key != "enter") return Error{"lens.shape", "The entry \"" + key + "\" of a stage is not understood.", ""};
    }
    if (stage.name.empty()) stage.name = stage.id;
    if (stage.id.empty()) stage.id = stage_id_of(stage.name);
    if (stage.id.empty()) return Error{"lens.shape", "A stage needs a name.", ""};
    if (!stage.command.empty() && !fact_from_id(stage.command))
        return Error{"lens.unknown_fact", "No fact is called \"" + stage.command + "\".", ""};
    auto enter = parser.criterion(json["enter"]);
    if (!enter) return enter.error();
    stage.enter = std::move(*enter);
    return stage;
}

base::Result<Json> asset_json(const std::string& path) {
    const auto text = base::asset(path);
    if (!text) return Error{"lens.unknown", "No such file is shipped: " + path + ".", ""};
    return base::parse_json(*text);
}

}  // namespace

base::Result<Lens> parse_lens(std::string_view id, const Json& stages, const Predicates& predicates,
                              const ActivityTypes& types) {
    if (!stages.is_array() || stages.empty())
        return Error{"lens.shape", "A lens is a list of stages, best first.", ""};
    if (stages.size() > kMaxStages)
        return Error{"lens.too_large", "A lens has at most " + std::to_string(kMaxStages) + " stages.", ""};
    Lens lens;
    lens.id = std::string(id);
    LensParser parser(predicates, types, lens.leaves);
    for (size_t i = 0; i < stages.size(); ++i) {
        auto stage = parse_stage(stages[i], parser);
        if (!stage) return at_stage(stage.error(), i);
        for (const LensStage& other : lens.stages)
            if (other.id == stage->id)
                return Error{"lens.shape", "Two stages are called \"" + stage->id + "\".", ""};
        lens.programs.push_back(Compiler().compile(stage->enter));
        lens.stages.push_back(std::move(*stage));
    }
    return lens;
}

base::Result<Lens> shipped_lens(std::string_view id) {
    auto lens = asset_json("lenses/" + std::string(id) + ".json");
    if (!lens || !lens->is_object() || !lens->contains("stages"))
        return Error{"lens.unknown", "No lens is called \"" + std::string(id) + "\".", ""};
    auto predicates = asset_json("lenses/predicates.json");
    CHECK(predicates);
    return parse_lens(id, (*lens)["stages"], *predicates, activity_types());
}

std::vector<std::string> shipped_lens_ids() {
    std::vector<std::string> ids;
    for (std::string_view path : base::asset_paths()) {
        if (!path.starts_with("lenses/") || !path.ends_with(".json")) continue;
        const std::string_view id = path.substr(7, path.size() - 12);
        if (id != "activities" && id != "predicates") ids.emplace_back(id);
    }
    return ids;
}

bool holds(const Lens& lens, size_t stage, uint64_t leaf_bits) {
    const std::vector<Test>& program = lens.programs[stage];
    uint16_t at = 0;
    while (at < kFails) {
        const Test& test = program[at];
        at = (leaf_bits >> test.leaf & 1) ? test.if_true : test.if_false;
    }
    return at == kHolds;
}

}  // namespace lifecycle
