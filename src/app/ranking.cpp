#include "app/ranking.h"

#include <optional>
#include <utility>

namespace app {

using namespace domain;

namespace {

constexpr Row kRankedAtOnce = 10'000;
constexpr Row kRowsAStep = 4'096;

// Begins again where texts have moved.
class Ranking {
public:
    Ranking(State& state, std::vector<std::string> columns)
        : state_(state), open_(state.past ? state.past : state.live), columns_(std::move(columns)) {}

    // True while there is more.
    bool step() {
        const Table& leads = open_->book.leads;
        const query::TextRevisions& texts = open_->computed.lead_texts();
        query::RankCache& ranks = ranks_of(state_, *open_);
        while (!columns_.empty() && ranks.fresh(leads, columns_.back(), texts.of(columns_.back()))) {
            columns_.pop_back();
            job_.reset();  // somebody else ranked it meanwhile
        }
        const TextColumn* text = columns_.empty() ? nullptr : leads.text(columns_.back());
        if (!text) {
            open_->views.ranking = false;
            open_->views.order_inputs.reset();
            open_->views.leads_inputs.reset();
            open_->views.companies_inputs.reset();
            state_.touch();
            return false;
        }
        const uint64_t revision = texts.of(columns_.back());
        // A column that is new in the table moves the others in memory.
        if (revision != revision_ || state_.locale.language != language_ || text != text_) job_.reset();
        text_ = text;
        if (!job_) job_.emplace(*text, leads.size(), &state_.locale);
        revision_ = revision;
        language_ = state_.locale.language;
        if (job_->step(kRowsAStep)) {
            ranks.keep(columns_.back(), revision, job_->take());
            job_.reset();
        }
        return true;
    }

private:
    State& state_;
    std::shared_ptr<OpenBook> open_;  // whichever is shown by then
    std::vector<std::string> columns_;
    std::optional<query::RankJob> job_;
    const TextColumn* text_ = nullptr;  // that it ranks
    uint64_t revision_ = 0;  // of the texts the job began with
    std::string language_;
};

}  // namespace

bool is_ranked_in_slices(const State& state) { return state.shown().book.leads.size() > kRankedAtOnce; }

void rank_in_slices(State& state, std::vector<std::string> columns) {
    if (std::exchange(state.shown().views.ranking, true)) return;
    state.in_slices("ranks", [work = std::make_shared<Ranking>(state, std::move(columns))] { return work->step(); });
}

}  // namespace app
