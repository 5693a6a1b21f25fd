"""From the master to what people see, put together of the stages ``publish`` and ``report``.

rendering   the site, the exports, the reports, the board: all that follows from the master as it stands
standing    where the round stands: newest records, the state of every province
public      the site now and as of a past day
central     what is said to central staff of all provinces together
told        a finding as it is said: masked, its message filled
returning   each office's own workbook back
linkhealth  what the link checks come to
"""
