"""A quick yes to whether people suffice for a day's teams; where it says no, a matching decides."""

from __future__ import annotations

from .problem import Problem


class Ample:
    """Where people are so plenty that counts alone decide: who cannot go where is too few to matter."""

    def __init__(self, problem: Problem) -> None:
        self._seats = [0] * len(problem.crews)
        self._sure: list[list[int]] = []
        self._holders: list[list[int]] = []
        for department, crew in enumerate(problem.crews):
            needs = [need for _, need in problem.needs_of[department]]
            everybody = (1 << len(crew.people)) - 1
            missing = max(((everybody & (~need.people | need.last)).bit_count() for need in needs), default=0)
            asked = sorted({need.qualifications for need in needs if need.qualifications})
            self._seats[department] = max((need.officers for need in needs), default=0)
            if any(need.named for need in needs) or any(len(names) > 1 for names in asked):
                self._sure.append([-1] * problem.days)
                self._holders.append([-1] * problem.days)
                continue
            # two visits of a team may each rule out other people
            self._sure.append([heads - 2 * missing for heads in crew.heads])
            self._holders.append(
                [
                    min(
                        ((there & crew.qualified.get(names[0], 0)).bit_count() for names in asked),
                        default=there.bit_count(),
                    )
                    - 2 * missing
                    for there in crew.available
                ]
            )

    def holds(self, department: int, day: int, teams: int, asking: int) -> bool:
        """Whether so many teams, `asking` of whose visits ask for a qualification, can surely be filled."""
        return (
            teams * self._seats[department] <= self._sure[department][day] and asking <= self._holders[department][day]
        )
