"""Cell text -> values: Thai text, websites, phones, people, years, LAOs. Every repair is a finding. Pure."""
