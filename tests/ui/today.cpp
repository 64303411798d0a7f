// Today beside a desk: who is to be called, with the number, which is never cut and stands where the eye expects it.
#include "program.h"

#include "app/messages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace tests;

namespace {

constexpr const char* kList =
    "Name,Company,Phone,Budget,Source\n"
    "Ratna Kusumadewi,Dapur Ratna Catering dan Katering Nusantara,+62 812 8840 117,IDR 185000000,Referral\n"
    "Lars Petter Vik,Vik Engros AS,+47 912 34 567,NOK 410000,Trade fair\n"
    "Anne-Grete Kristoffersen Solberg,Solberg Fisk og Foredling AS,0047 22 33 44 55 ext. 4021,NOK 90000,Referral\n"
    "Kari Lund,,+47 22 33 44 55 or +47 912 34 567 after four (ask for Kari at the front desk),,Referral\n";

void import_list(Program& program) {
    hands::drop({"leads.csv", kList});
    REQUIRE(hands::press(Role::button, "Import 4 leads"));
    hands::advance(10'000);
    program.go("/today");
}

// The number as it is drawn, in the row of who has it.
const base::SemanticNode* number_of(const std::string& name, const std::string& phone) {
    const auto& nodes = hands::tree().nodes;
    for (const auto& node : nodes) {
        if (node.role != Role::text || node.name != phone || node.parent < 0) continue;
        const auto& item = nodes[static_cast<size_t>(node.parent)];
        if (item.role == Role::list_item && item.name.starts_with(name)) return &node;
    }
    return nullptr;
}

bool is_within(const base::Rectangle& inner, const base::Rectangle& outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width + 1 && inner.y + inner.height <= outer.y + outer.height + 1;
}

}  // namespace

TEST_CASE("whoever is to be called stands on Today with the number, whole, and one number under the other") {
    for (const float width : {1440.f, 1024.f, 760.f}) {
        INFO("at ", width);
        Program program({.width = width, .height = 900});
        import_list(program);
        const std::vector<app::LeadToCall> leads = program.session().today().first;
        REQUIRE(leads.size() == 4);
        std::vector<float> lefts, rights;
        for (const app::LeadToCall& lead : leads) {
            INFO(lead.row.name);
            const std::string phone = program.session().lead(lead.row.id)->phone;
            const base::SemanticNode* number = number_of(lead.row.name, phone);
            REQUIRE(number != nullptr);
            CHECK(is_within(number->box, hands::tree().nodes[static_cast<size_t>(number->parent)].box));
            const base::SemanticNode* log = hands::find(Role::button, "Log a call with " + lead.row.name);
            REQUIRE(log != nullptr);
            CHECK(number->box.x + number->box.width <= log->box.x);
            const base::SemanticNode* row = hands::find(Role::link, lead.row.name);
            REQUIRE(row != nullptr);
            CHECK(row->description == phone);
            lefts.push_back(number->box.x);
            rights.push_back(number->box.x + number->box.width);
            for (const std::string& cut : program.face().semantics.cut_texts()) {
                CHECK(cut != phone);
                CHECK(cut != lead.row.name);
            }
        }
        const auto is_one = [](const std::vector<float>& edges) { return std::ranges::all_of(edges, [&](float edge) { return std::abs(edge - edges.front()) < 1; }); };
        CHECK((is_one(lefts) || is_one(rights)));
    }
}

TEST_CASE("on a phone the button dials, and the row says the number to those who cannot see") {
    Program program({.width = 390, .height = 844});
    import_list(program);
    const base::SemanticNode* row = hands::find(Role::link, "Lars Petter Vik");
    REQUIRE(row != nullptr);
    CHECK(row->description == "+47 912 34 567");
}

TEST_CASE("who has no number has none on Today, and the row is no higher for it") {
    Program program;
    hands::drop({"leads.csv", "Name,E-mail,Phone\nElif,elif@bogaz.example,\nLars,lars@vik.example,+47 912 34 567\n"});
    REQUIRE(hands::press(Role::button, "Import 2 leads"));
    program.go("/today");
    const base::SemanticNode *without = hands::find(Role::link, "Elif"), *with = hands::find(Role::link, "Lars");
    REQUIRE((without && with));
    CHECK(without->description.empty());
    CHECK(with->description == "+47 912 34 567");
    CHECK(without->box.height <= with->box.height);
}
