-- wrk: verifies genuine codes taken at random from a file, one a line.
local codes = {}

function init(args)
    for line in io.lines(args[1]) do codes[#codes + 1] = line end
    math.randomseed(os.time())
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    return wrk.format(nil, nil, nil, '{"code":"' .. codes[math.random(#codes)] .. '"}')
end

-- A few answers are read: a fast wrong answer is no answer.
function response(status, _, body)
    if status ~= 200 or not body:find('"VALID"', 1, true) then
        io.stderr:write("not VALID: " .. status .. " " .. body .. "\n")
        os.exit(1)
    end
end
