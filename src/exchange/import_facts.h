// The activities an import records beside its leads: captured for everyone, win_deal and purchase for
// the won, lose_deal for the lost. Used by Importer.
#pragma once

#include "domain/change.h"
#include "exchange/import_plan.h"
#include "exchange/zone.h"

#include <optional>
#include <string>
#include <string_view>

namespace exchange {

class FactWriter {
public:
    FactWriter(std::string note, base::Millis now, Zone& zone) : note_(std::move(note)), now_(now), zone_(zone) { begin(); }

    // One lead: its row in the batch, when it was created and closed, and what it was worth.
    void captured(domain::Row lead, const std::optional<ReadDate>& created);
    void closed(domain::Row lead, Outcome outcome, const std::optional<ReadDate>& date, base::Money value,
                bool has_value);

    domain::CreateRows take();  // and begin a new batch

private:
    void begin();
    void add(domain::Row lead, std::string_view type, const std::optional<ReadDate>& date);
    void add_value(base::Money value, bool has_value);

    std::string note_;
    base::Millis now_;
    Zone& zone_;
    domain::ReferenceBatch leads_;
    domain::ChoiceColumn types_, precisions_;
    domain::InstantColumn instants_;
    domain::TextColumn notes_;
    domain::MoneyColumn values_;
};

}  // namespace exchange
