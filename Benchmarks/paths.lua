-- Asks for the paths of a file, one after the other: wrk -s paths.lua URL -- FILE
local paths = {}
local at = 0

function init(args)
   for line in io.lines(args[1]) do paths[#paths + 1] = wrk.format("GET", line) end
end

function request()
   at = at % #paths + 1
   return paths[at]
end

function done(summary, latency)
   local errors = summary.errors.status + summary.errors.read + summary.errors.timeout + summary.errors.connect
   io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, errors,
      latency:percentile(50), latency:percentile(99)))
end
