using System.Globalization;
using System.Text;

namespace EksIngress.Bench.Account;

/// <summary>Scripts for wrk with requests that are signed before the load starts.</summary>
internal sealed class AccountScripts(string folder)
{
    /// <summary>Writes the requests of an operation, for as many threads as wrk will have.</summary>
    /// <param name="emulator">Its account signs them, as of now.</param>
    public async Task<FileInfo> WriteAsync(AccountPeer emulator, AccountOperation operation, int threads, CancellationToken cancellationToken)
    {
        var now = emulator.Now;
        var requests = Path.Combine(folder, $"{operation.Name}.requests");
        for (var thread = 0; thread < threads; thread++)
        {
            // Each behind a line with its length.
            await using var file = File.Create($"{requests}.{thread}");
            for (var number = thread; number < Math.Max(operation.Requests, threads); number += threads)
            {
                var raw = operation.Make(emulator.Account, number, now);
                file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{raw.Length}\n")));
                file.Write(raw);
            }
        }

        var script = Path.Combine(folder, $"{operation.Name}.lua");
        await File.WriteAllTextAsync(script, $$"""
            local threads = 0
            function setup(thread)
              thread:set("part", threads)
              threads = threads + 1
            end
            local requests, sent = {}, 0
            function init(args)
              local file = assert(io.open("{{requests}}." .. part, "rb"))
              local length = file:read("*l")
              while length do
                requests[#requests + 1] = file:read(tonumber(length))
                length = file:read("*l")
              end
              file:close()
            end
            function request()
              sent = sent + 1
              if sent > #requests then sent = 1 end
              return requests[sent]
            end
            """, cancellationToken);
        return new FileInfo(script);
    }
}
