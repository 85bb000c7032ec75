"""Which apply-function hears which fact: the whole nervous system on one page."""

from __future__ import annotations

from sinergi.areas.deployment import apply as deployment
from sinergi.areas.deployment import facts as deployment_facts
from sinergi.areas.meetings import apply as meetings
from sinergi.areas.meetings import facts as meetings_facts
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
        rulebook_facts.PatternChosen: (rulebook.patterns_chosen, meetings.evidence_arrived),
        places_facts.VillageRegistered: (places.villages_registered,),
        places_facts.RegionRegistered: (places.regions_registered,),
        places_facts.BoundaryDrawn: (places.boundaries_drawn,),
        places_facts.StationRegistered: (places.stations_registered, meetings.evidence_arrived),
        places_facts.StationWithdrawn: (places.stations_withdrawn,),
        places_facts.SiteRegistered: (places.sites_registered, meetings.evidence_arrived),
        places_facts.LinkRegistered: (places.links_registered,),
        places_facts.LinkRemoved: (places.links_removed,),
        places_facts.ImportApplied: (places.imports_applied,),
        places_facts.MappingSaved: (places.mappings_saved,),
        people_facts.PersonRegistered: (people.persons_registered,),
        people_facts.PersonErased: (people.persons_erased,),
        people_facts.DutyPostRegistered: (people.posts_registered,),
        people_facts.DutyPostFilled: (people.posts_filled, meetings.evidence_arrived),
        people_facts.CardIssued: (people.cards_issued,),
        people_facts.CardRevoked: (people.cards_revoked,),
        people_facts.AccountOpened: (people.accounts_opened,),
        people_facts.AccountClosed: (people.accounts_closed,),
        people_facts.RollCallScheduled: (people.roll_calls_scheduled,),
        people_facts.RollCallOpened: (people.roll_calls_opened,),
        people_facts.RollCallCancelled: (people.roll_calls_cancelled,),
        people_facts.ContactTried: (people.contacts_tried,),
        people_facts.ContactAnswered: (people.contacts_answered,),
        meetings_facts.MeetingCalled: (meetings.meetings_called,),
        meetings_facts.MeetingChanged: (meetings.meetings_changed,),
        meetings_facts.MeetingOpened: (meetings.meetings_opened,),
        meetings_facts.MeetingClosed: (meetings.meetings_closed,),
        meetings_facts.MeetingCancelled: (meetings.meetings_cancelled,),
        meetings_facts.AgendaExtended: (meetings.agendas_extended,),
        meetings_facts.SeatAdded: (meetings.seats_added,),
        meetings_facts.AttendanceNoted: (meetings.attendances_noted,),
        meetings_facts.NoteTaken: (meetings.notes_taken,),
        meetings_facts.NoteCorrected: (meetings.notes_corrected,),
        meetings_facts.DecisionTaken: (meetings.decisions_taken,),
        meetings_facts.DecisionCorrected: (meetings.decisions_corrected,),
        meetings_facts.PromiseGiven: (meetings.promises_given,),
        meetings_facts.PromiseCorrected: (meetings.promises_corrected,),
        meetings_facts.PromiseAssigned: (meetings.promises_assigned,),
        meetings_facts.PromisePostponed: (meetings.promises_postponed,),
        meetings_facts.PromiseReported: (meetings.promises_reported,),
        meetings_facts.PromiseKept: (meetings.promises_kept,),
        meetings_facts.PromiseDropped: (meetings.promises_dropped,),
        meetings_facts.PromiseReopened: (meetings.promises_reopened,),
        meetings_facts.PromiseReminded: (meetings.promises_reminded,),
        meetings_facts.AnswerGiven: (meetings.answers_given,),
        meetings_facts.FeedRenewed: (meetings.feeds_renewed,),
        risk_facts.StationClassed: (risk.stations_classed, meetings.evidence_arrived),
        deployment_facts.PlanDrafted: (deployment.plans_drafted,),
        deployment_facts.PlanChecked: (deployment.plans_checked, meetings.evidence_arrived),
        deployment_facts.PlanIssued: (deployment.plans_issued, meetings.evidence_arrived),
        deployment_facts.PlanWithdrawn: (deployment.plans_withdrawn,),
        deployment_facts.AbsenceReported: (deployment.absences_reported,),
        deployment_facts.AbsenceEnded: (deployment.absences_ended,),
    },
    derived=("rulebook", "places", "people", "meetings", "risk", "deployment"),
)
