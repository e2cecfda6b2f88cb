-- wrk: verifies genuine codes taken at random from a file, one a line.
--
-- Requests are written before the clock runs, and answers are not read here: what wrk spends is not the daemon's.
-- `scripts/bench` asks that they are VALID; an answer that is not 2xx is counted by wrk itself.
local requests = {}

function init(args)
    math.randomseed(os.time())
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    for line in io.lines(args[1]) do
        requests[#requests + 1] = wrk.format(nil, nil, nil, '{"code":"' .. line .. '"}')
    end
end

function request()
    return requests[math.random(#requests)]
end
