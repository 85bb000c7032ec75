"""Which apply-function hears which fact: the whole nervous system on one page."""

from __future__ import annotations

from sinergi.areas.deployment import apply as deployment
from sinergi.areas.deployment import facts as deployment_facts
from sinergi.areas.people import apply as people
from sinergi.areas.people import facts as people_facts
from sinergi.areas.places import apply as places
from sinergi.areas.places import facts as places_facts
from sinergi.areas.risk import apply as risk
from sinergi.areas.risk import facts as risk_facts
from sinergi.areas.rulebook import apply as rulebook
from sinergi.areas.rulebook import facts as rulebook_facts
from sinergi.journal.wiring import Wiring

WIRING = Wiring(
    hears={
        rulebook_facts.PackAdopted: (rulebook.packs_adopted,),
        rulebook_facts.PatternChosen: (rulebook.patterns_chosen,),
        places_facts.VillageRegistered: (places.villages_registered,),
        places_facts.RegionRegistered: (places.regions_registered,),
        places_facts.BoundaryDrawn: (places.boundaries_drawn,),
        places_facts.StationRegistered: (places.stations_registered,),
        places_facts.StationWithdrawn: (places.stations_withdrawn,),
        places_facts.SiteRegistered: (places.sites_registered,),
        places_facts.LinkRegistered: (places.links_registered,),
        places_facts.LinkRemoved: (places.links_removed,),
        places_facts.ImportApplied: (places.imports_applied,),
        places_facts.MappingSaved: (places.mappings_saved,),
        people_facts.PersonRegistered: (people.persons_registered,),
        people_facts.PersonErased: (people.persons_erased,),
        people_facts.DutyPostRegistered: (people.posts_registered,),
        people_facts.DutyPostFilled: (people.posts_filled,),
        people_facts.CardIssued: (people.cards_issued,),
        people_facts.CardRevoked: (people.cards_revoked,),
        people_facts.AccountOpened: (people.accounts_opened,),
        people_facts.AccountClosed: (people.accounts_closed,),
        risk_facts.StationClassed: (risk.stations_classed,),
        deployment_facts.PlanDrafted: (deployment.plans_drafted,),
        deployment_facts.PlanChecked: (deployment.plans_checked,),
        deployment_facts.PlanIssued: (deployment.plans_issued,),
        deployment_facts.PlanWithdrawn: (deployment.plans_withdrawn,),
        deployment_facts.AbsenceReported: (deployment.absences_reported,),
        deployment_facts.AbsenceEnded: (deployment.absences_ended,),
    },
    derived=("rulebook", "places", "people", "risk", "deployment"),
)
