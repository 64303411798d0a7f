#include "core/support/book_generator.h"

#include <algorithm>

namespace tests {

const std::vector<FieldSample>& sample_fields(domain::TableKind table) {
    using enum domain::FieldKind;
    using enum domain::TableKind;
    static const std::vector<FieldSample> of_leads = {
        {"name", text},          {"company", text},     {"role", choice},           {"tags", multi_choice},
        {"company_size", number}, {"budget", money},    {"created", date},          {"deleted", yes_no},
        {"points:number", number}, {"site:link", link}, {"colours:multi_choice", multi_choice},
        {"vip:yes_no", yes_no},  {"seen:instant", instant}, {"outcome", choice}};
    static const std::vector<FieldSample> of_activities = {{"lead", reference}, {"type", choice}, {"at", instant},
                                                           {"note", text},      {"value", money}, {"deal", reference}, {"deleted", yes_no}};
    static const std::vector<FieldSample> of_tasks = {{"lead", reference}, {"title", text}, {"due", date}, {"done", yes_no}};
    static const std::vector<FieldSample> of_deals = {{"lead", reference}, {"title", text}, {"value", money}, {"state", choice}};
    static const std::vector<FieldSample> of_companies = {{"name", text}, {"company_size", number}, {"website", link}};
    switch (table) {
        case leads: return of_leads;
        case companies: return of_companies;
        case activities: return of_activities;
        case tasks: return of_tasks;
        case deals: return of_deals;
    }
    return of_leads;
}

OpGenerator::OpGenerator(Random& random, OpsOptions options) : random_(random), options_(options) {
    for (int i = 0; i < options.replicas; ++i) next_sequence_.push_back(1);
}

domain::Op OpGenerator::next() {
    domain::Op op;
    const size_t who = static_cast<size_t>(random_.below(next_sequence_.size()));
    op.replica = 100 + who;
    op.stamp = {tick(), op.replica};
    for (uint64_t saw = random_.below(3); saw > 0; --saw) op.seen.push_back({tick(), 100 + random_.below(3)});
    op.change = change();
    op.sequence = next_sequence_[who];
    const auto* batch = std::get_if<domain::CreateRows>(&op.change);
    if (batch && options_.clones && random_.chance(50) && !made_[at(batch->table)].empty()) {
        const auto& [id, stamp] = random_.one_of(made_[at(batch->table)]);
        op.replica = id.replica;
        op.sequence = id.sequence;
        op.stamp = random_.chance(50) ? stamp : domain::Stamp{tick(), id.replica};
    } else {
        next_sequence_[who] += domain::sequences_used(op.change);
    }
    if (batch)
        for (domain::Row row = 0; row < batch->count; ++row)
            made_[at(batch->table)].push_back({domain::RowId{op.replica, op.sequence}.plus(row), op.stamp.plus(row)});
    return op;
}

domain::Value OpGenerator::value(domain::FieldKind kind) {
    using enum domain::FieldKind;
    if (random_.chance(10)) return domain::Empty{};
    if (options_.as_typed && kind != reference && kind != multi_choice && random_.chance(5)) return domain::AsTyped{word()};
    switch (kind) {
        case text: return word();
        case link: return "https://" + word();
        case choice: return random_.one_of(choices_);
        case multi_choice: return members();
        case number: return base::Decimal{random_.between(-5, 5) * base::kMillionths / 2};
        case money: return base::Money{random_.between(0, 3) * 100, base::currency_from_code(random_.chance(50) ? "NOK" : "IDR")};
        case date: return base::Day{static_cast<int32_t>(random_.between(20'000, 20'003))};
        case instant: return domain::Instant{random_.between(0, 3) * 1000};
        case yes_no: return random_.chance(50);
        case reference: return row_id(random_.chance(80) ? domain::TableKind::leads : domain::TableKind::deals);
    }
    return domain::Empty{};
}

domain::RowId OpGenerator::row_id(domain::TableKind table) {
    const auto& made = made_[at(table)];
    if (!made.empty() && random_.chance(options_.focus)) return made[random_.below(std::min<size_t>(made.size(), 4))].first;
    const size_t who = static_cast<size_t>(random_.below(next_sequence_.size()));
    return {100 + who, 1 + random_.below(next_sequence_[who] + 3)};
}

domain::Change OpGenerator::change() {
    const uint64_t dice = random_.below(100);
    if (dice < 30) return create_rows();
    if (dice < 65) return set_field();
    if (dice < 72) return set_range();
    if (dice < 85) return set_member();
    if (dice < 94) return domain::SetEntry{"model/" + random_.one_of(choices_) + "/" + random_.one_of(choices_), random_.chance(20) ? "" : std::to_string(random_.below(3))};
    if (dice < 98 && options_.forget) return domain::Forget{row_id(domain::TableKind::leads)};
    if (options_.unknown) return domain::Unknown{"later_kind", random_.bytes(static_cast<size_t>(random_.below(8)))};
    return set_field();
}

domain::CreateRows OpGenerator::create_rows() {
    domain::CreateRows batch;
    batch.table = table();
    batch.count = static_cast<domain::Row>(1 + random_.below(static_cast<uint64_t>(options_.rows_at_most)));
    for (const FieldSample& field : sample_fields(batch.table)) {
        if (random_.chance(50)) continue;
        domain::Column column = domain::make_column(field.key, field.kind, true);
        for (domain::Row row = 0; row < batch.count; ++row) column.push(value(field.kind));
        batch.columns.push_back(std::move(column));
    }
    return batch;
}

FieldSample OpGenerator::field_to_set(domain::TableKind table) {
    for (;;) {
        const FieldSample field = random_.one_of(sample_fields(table));
        if (field.kind == domain::FieldKind::multi_choice) continue;
        if (field.kind == domain::FieldKind::reference && !options_.moving_references) continue;
        return field;
    }
}

domain::SetField OpGenerator::set_field() {
    const domain::TableKind where = table();
    const FieldSample field = field_to_set(where);
    return {where, row_id(where), field.key, field.kind, value(field.kind)};
}

domain::SetRange OpGenerator::set_range() {
    const domain::TableKind where = table();
    const FieldSample field = field_to_set(where);
    return {where, row_id(where), static_cast<domain::Row>(1 + random_.below(4)), field.key, field.kind, value(field.kind)};
}

domain::SetMember OpGenerator::set_member() {
    return {domain::TableKind::leads, row_id(domain::TableKind::leads), random_.chance(50) ? "tags" : "colours:multi_choice", random_.one_of(choices_), random_.chance(60)};
}

domain::Members OpGenerator::members() {
    domain::Members chosen;
    for (const std::string& word : choices_)
        if (random_.chance(40)) chosen.push_back(word);
    return chosen;
}

std::string OpGenerator::word() { return random_.one_of(choices_) + std::string(static_cast<size_t>(random_.below(3)), 'x'); }

namespace {

domain::CreateRows big_leads(Random& random, uint32_t count) {
    using enum domain::FieldKind;
    static const std::vector<std::string> given = {"Kari", "Budi", "Siti", "Ola", "Ingrid", "Wayan", "Agus", "Maria", "Åse", "Dewi", "John", "Priya"};
    static const std::vector<std::string> family = {"Nordmann", "Santoso", "Hansen", "Wijaya", "Lestari", "Øverby", "Smith", "Kurniawan", "Berg", "Patel"};
    static const std::vector<std::string> firms = {"Nordlys AS", "Roti Jaya", "Fjordkraft", "Sinar Abadi", "Acme Ltd", "Kopi Kita", "Havn & Co", "Batik Nusantara"};
    static const std::vector<std::string> roles = {"buyer", "decision_maker", "user", "influencer"};
    static const std::vector<std::string> channels = {"web", "referral", "event", "call", "partner"};
    static const std::vector<std::string> countries = {"NO", "ID", "SE", "GB", "SG", "US", "DE"};
    domain::CreateRows batch{domain::TableKind::leads, count, {}};
    const auto column = [&](const char* key, domain::FieldKind kind, auto&& make) {
        domain::Column made = domain::make_column(key, kind, true);
        for (uint32_t row = 0; row < count; ++row) made.push(make());
        batch.columns.push_back(std::move(made));
    };
    column("name", text, [&] { return domain::Value{random.one_of(given) + " " + random.one_of(family)}; });
    column("company", text, [&] { return domain::Value{random.one_of(firms) + " " + std::to_string(random.below(5000))}; });
    column("email", text, [&] { return domain::Value{random.letters_of("abcdefghijklmnop", 8) + "@" + random.letters_of("abcdefgh", 6) + ".example"}; });
    column("phone", text, [&] { return domain::Value{"+47" + std::to_string(10'000'000 + random.below(90'000'000))}; });
    column("role", choice, [&] { return domain::Value{random.one_of(roles)}; });
    column("channel", choice, [&] { return domain::Value{random.one_of(channels)}; });
    column("country", choice, [&] { return domain::Value{random.one_of(countries)}; });
    column("company_size", number, [&] { return domain::Value{base::Decimal{random.between(1, 5000) * base::kMillionths}}; });
    column("budget", money, [&] { return random.chance(60) ? domain::Value{base::Money{random.between(1, 9999) * 10'000, base::currency_from_code("NOK")}} : domain::Value{}; });
    column("value", money, [&] { return random.chance(40) ? domain::Value{base::Money{random.between(1, 9999) * 10'000, base::currency_from_code("IDR")}} : domain::Value{}; });
    column("created", date, [&] { return domain::Value{base::Day{static_cast<int32_t>(random.between(20'000, 20'700))}}; });
    column("outcome", choice, [&] { return domain::Value{std::string(random.chance(70) ? "open" : random.chance(50) ? "won" : "lost")}; });
    column("source_row", number, [&] { return domain::Value{base::Decimal{random.between(1, 100'000) * base::kMillionths}}; });
    return batch;
}

domain::CreateRows big_activities(Random& random, uint32_t count, const BigBookOptions& options) {
    using enum domain::FieldKind;
    static const std::vector<std::string> types = {"call", "email_sent", "email_opened", "meeting", "web_visit", "demo"};
    domain::CreateRows batch{domain::TableKind::activities, count, {}};
    const auto column = [&](const char* key, domain::FieldKind kind, auto&& make) {
        domain::Column made = domain::make_column(key, kind, true);
        for (uint32_t row = 0; row < count; ++row) made.push(make());
        batch.columns.push_back(std::move(made));
    };
    column("lead", reference, [&] { return domain::Value{domain::RowId{options.replica, options.first_sequence + random.below(options.leads)}}; });
    column("type", choice, [&] { return domain::Value{random.one_of(types)}; });
    column("at", instant, [&] { return domain::Value{domain::Instant{options.now - random.between(0, 365) * base::kMillisPerDay}}; });
    column("note", text, [&] { return random.chance(15) ? domain::Value{"Talked about " + random.letters_of("abcdef ghij", 20)} : domain::Value{}; });
    return batch;
}

}  // namespace

std::vector<domain::Op> random_ops(Random& random, int count, const OpsOptions& options) {
    OpGenerator generator(random, options);
    std::vector<domain::Op> ops;
    for (int i = 0; i < count; ++i) ops.push_back(generator.next());
    return ops;
}

domain::Book book_of(const std::vector<domain::Op>& ops) {
    domain::Book book;
    for (const domain::Op& op : ops) domain::apply(book, op);
    return book;
}

std::vector<domain::Op> big_ops(Random& random, const BigBookOptions& options) {
    std::vector<domain::Op> ops;
    uint64_t sequence = options.first_sequence;
    const uint64_t ticks = static_cast<uint64_t>(options.now) << 16;
    const auto add = [&](uint32_t count, domain::CreateRows batch) {
        ops.push_back({options.replica, sequence, {ticks + sequence, options.replica}, {}, std::move(batch)});
        sequence += count;
    };
    for (uint32_t left = options.leads; left > 0;) {
        const uint32_t count = std::min(left, options.batch_rows);
        add(count, big_leads(random, count));
        left -= count;
    }
    for (uint32_t left = options.activities; left > 0;) {
        const uint32_t count = std::min(left, options.batch_rows);
        add(count, big_activities(random, count, options));
        left -= count;
    }
    return ops;
}

}  // namespace tests
