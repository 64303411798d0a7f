#include "app/lead_classes.h"

#include "app/messages.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

constexpr std::array<std::string_view, 3> kTemperatures = {"hot", "warm", "cold"};
constexpr std::array<std::string_view, 4> kGrades = {"1", "2", "3", "4"};

}  // namespace

LeadClasses::LeadClasses(const Session::State& state, std::string_view key) : columns_(state.shown().computed.columns()) {
    if (key == "temperature") {
        kind_ = Kind::temperature;
        for (const std::string_view id : kTemperatures) add(id, tr("temperature." + std::string(id)));
    } else if (key == "grade") {
        kind_ = Kind::grade;
        for (const std::string_view digit : kGrades) add(digit, std::string(digit));
    } else if (key == "stage") {
        kind_ = Kind::stage;
        name_stages(state.shown().computed.lens());
    } else if (key == "outcome") {
        kind_ = Kind::outcome;
        field_ = state.shown().book.leads.choice(key);
        name_outcomes();
    } else {
        field_ = state.shown().book.leads.choice(key);
        name_choices(key == "owner" ? "facet.nobody" : "facet.nothing");
    }
}

LeadClasses::LeadClasses(const Session::State& state, const std::vector<std::string>& companies)
    : columns_(state.shown().computed.columns()), company_(state.shown().book.leads.text("company")), kind_(Kind::company) {
    add({}, {});
    for (const std::string& company : companies) {
        add(company, company.empty() ? tr("facet.nothing") : company);
        choices.back().wanted = true;
        companies_.push_back(base::fold(company));
    }
}

uint32_t LeadClasses::company_of(domain::Row lead) const {
    const std::string_view name = company_ ? company_->folded_at(lead) : std::string_view();
    for (size_t at = 0; at < companies_.size(); ++at)
        if (name == companies_[at]) return static_cast<uint32_t>(at + 1);
    return 0;
}

void LeadClasses::name_stages(const lifecycle::Lens& lens) {
    for (const lifecycle::LensStage& one : lens.stages) add(one.id, tr("stage." + lens.id + "." + one.id));
    add("none", tr("stage.none"));
}

void LeadClasses::name_outcomes() {
    name_choices("outcome.open");
    choices.front().value = domain::kOpen;
    for (size_t code = 1; code < choices.size(); ++code) {
        if (choices[code].value == domain::kOpen) open_ = static_cast<uint32_t>(code);
        if (const std::string words = "outcome." + choices[code].value; has_message(words)) choices[code].label = tr(words);
    }
}

void LeadClasses::name_choices(std::string_view nothing) {
    add("", tr(nothing));
    for (size_t code = 1; field_ && code < field_->dictionary.texts().size(); ++code) add(field_->dictionary.texts()[code], field_->dictionary.texts()[code]);
}

uint32_t LeadClasses::code_of(domain::Row lead) const {
    constexpr uint32_t kHot = kTemperatures.size() - 1;
    switch (kind_) {
        case Kind::temperature: return kHot - columns_.scores.temperature[lead];
        case Kind::grade: return columns_.scores.grade[lead] - 1u;
        case Kind::stage: return std::min<uint32_t>(columns_.stages.stage[lead], static_cast<uint32_t>(choices.size() - 1));
        case Kind::company: return company_of(lead);
        case Kind::outcome:
        case Kind::field: break;
    }
    const uint32_t code = field_ ? field_->codes[lead] : 0;
    return code == open_ ? 0 : code;
}

}  // namespace app
