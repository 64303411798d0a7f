#include "exchange/header_words.h"

#include <vector>

namespace exchange {
namespace {

struct Group {
    std::string_view key;
    NamePart part;
    int rank;
    std::string_view words;  // separated by spaces
};

// Rank: the more a header says "this and nothing else", the lower. Within a group all are equal; of
// several columns with one rank the leftmost wins.
constexpr Group kGroups[] = {
    {"name", NamePart::whole, 0,
     "name fullname contactname leadname personname nama namalengkap namakontak namalead navn fulltnavn kontaktnavn "
     "kontaktperson contactperson"},
    {"name", NamePart::given, 0, "firstname givenname forename namadepan fornavn vorname"},
    {"name", NamePart::middle, 0, "middlename additionalname namatengah mellomnavn"},
    {"name", NamePart::family, 0, "lastname surname familyname namabelakang namakeluarga etternavn nachname"},
    {"name", NamePart::display, 0, "displayname visningsnavn anzeigename namatampilan"},
    {"company", NamePart::whole, 0,
     "company companyname companyaccount account accountname organization organisation organizationname "
     "organisationname organization1name perusahaan namaperusahaan instansi firma firmanavn selskap selskapsnavn "
     "bedrift bedriftsnavn organisasjon kunde"},
    {"company", NamePart::whole, 1, "employer business businessname usaha namausaha arbeidsgiver virksomhet"},
    {"title", NamePart::whole, 0,
     "jobtitle position organization1title jabatan posisi stilling stillingstittel jobbtittel"},
    {"title", NamePart::whole, 1, "title tittel job pekerjaan yrke occupation"},
    {"role", NamePart::whole, 0, "role buyingrole decisionrole peran rolle"},
    {"email", NamePart::whole, 0,
     "email emailaddress emailid mail mailaddress primaryemail email1 email1value email1address workemail "
     "businessemail epost epostadresse surel alamatemail alamatsurel emailadresse primareemailadresse"},
    {"email", NamePart::whole, 1,
     "secondaryemail email2 email2value email2address privateemail personalemail homeemail emailpribadi privatepost"},
    {"phone", NamePart::whole, 0,
     "phone phonenumber telephone telephonenumber tel telp telepon teleponnumber nomortelepon notelepon notelp nohp "
     "nomorhp hp handphone whatsapp nowa nomorwa wa telefon telefonnummer tlf tlfnr mobile mobilephone mobilenumber "
     "mobil mobiltelefon mobilnummer ponsel nomorponsel cell cellphone phone1value primaryphone"},
    {"phone", NamePart::whole, 1,
     "businessphone workphone companyphone companymainphone phone2value telponkantor teleponkantor telepondirumah "
     "arbeidstelefon"},
    {"phone", NamePart::whole, 2, "homephone otherphone teleponrumah hjemmetelefon privattelefon directphone"},
    {"channel", NamePart::whole, 0,
     "leadsource channel acquisitionchannel sumberlead sumberprospek kanal leadkilde kilde sumber"},
    {"channel", NamePart::whole, 1, "source originalsource trafficsource utmsource opprinnelse"},
    {"campaign", NamePart::whole, 0,
     "campaign campaignname utmcampaign primarycampaignsource kampanye namakampanye kampanje"},
    {"industry", NamePart::whole, 0,
     "industry sector branch industri bidangusaha sektor bransje naering naringen bransjekode"},
    {"company_size", NamePart::whole, 0,
     "companysize employees employeecount numberofemployees noofemployees numemployees numemp headcount jumlahkaryawan "
     "karyawan jumlahpegawai antallansatte ansatte"},
    {"country", NamePart::whole, 0, "country countryname countrycode countryregion negara land landkode"},
    {"country", NamePart::whole, 1,
     "billingcountry businesscountry businesscountryregion mailingcountry workcountry address1country"},
    {"country", NamePart::whole, 2, "homecountry homecountryregion shippingcountry"},
    {"budget", NamePart::whole, 0, "budget budgetamount anggaran budsjett"},
    {"asking_price", NamePart::whole, 0,
     "askingprice quotedprice offerprice price quote hargapenawaran harga pris tilbudspris"},
    {"owner", NamePart::whole, 0,
     "owner leadowner contactowner ownername accountowner opportunityowner salesrep salesperson assignedto pemilik "
     "penanggungjawab pic sales eier ansvarlig selger"},
    {"need", NamePart::whole, 0, "need needs painpoint requirement requirements kebutuhan masalah behov"},
    {"timing", NamePart::whole, 0, "timing timeframe timeline purchasetimeframe waktu tenggat tidspunkt tidsramme"},
    {"tags", NamePart::whole, 0, "tags tag labels label categories kategori etiketter merkelapper stikkord"},
    {"notes", NamePart::whole, 0,
     "notes note comment comments remarks description catatan keterangan komentar notat notater kommentar kommentarer "
     "merknad beskrivelse notizen"},
    {"outcome", NamePart::whole, 0, "outcome"},
    {"value", NamePart::whole, 0,
     "value dealvalue dealamount opportunityvalue opportunityamount amount wonvalue contractvalue nilai nilaideal "
     "nilaikontrak verdi avtaleverdi belop"},
    {"value", NamePart::whole, 1, "expectedrevenue expectedvalue totalvalue salesvalue"},
    {"created", NamePart::whole, 0,
     "created createdon createddate createdat createdtime createdate datecreated dateadded addedon leaddate "
     "tanggaldibuat dibuat tanggalmasuk opprettet opprettetdato opprettdato registrert"},
    {"created", NamePart::whole, 1, "date tanggal dato receivedon submittedon timestamp"},
    {"closed", NamePart::whole, 0,
     "closed closedon closeddate closedate dateclosed conversiondate converteddate convertedon wondate tanggaltutup "
     "tanggalclosing tanggalkonversi lukket lukketdato lukkedato avsluttet konverteringsdato"},
    {"follow_up", NamePart::whole, 0,
     "followup followupdate nextfollowup nextcontact nextcontactdate tindaklanjut tanggaltindaklanjut oppfolging "
     "oppfolgingsdato nestekontakt"},
};

std::vector<HeaderWord> spread() {
    std::vector<HeaderWord> words;
    for (const Group& group : kGroups) {
        std::string_view rest = group.words;
        while (!rest.empty()) {
            const size_t space = rest.find(' ');
            words.push_back({rest.substr(0, space), {group.key, group.part, group.rank}});
            rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
        }
    }
    return words;
}

}  // namespace

std::span<const HeaderWord> header_words() {
    static const std::vector<HeaderWord> words = spread();
    return words;
}

}  // namespace exchange
