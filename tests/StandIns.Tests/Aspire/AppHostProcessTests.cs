using System.Diagnostics;
using System.Text;

namespace StandIns.Tests.Aspire;

/// <summary>An AppHost as a user runs it: a process with a console and an exit code.</summary>
public sealed class AppHostProcessTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromMinutes(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WithDashboard_PrintsItsAddressAndStopsOnASignal()
    {
        using var process = Start(("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"), ("DcpPublisher__RandomizePorts", "true"), ("DOTNET_ENVIRONMENT", "Development"));
        // Which of the two comes first depends on how long the dashboard takes.
        var lines = await LinesAsync(process, "Login to the dashboard at ", "Distributed application started. Press Ctrl+C to shut down.");
        var login = lines[0];
        using var client = new HttpClient();
        var page = await client.GetAsync(new Uri(login), Token);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(Token).WaitAsync(s_deadline, Token);

        Assert.True(page.IsSuccessStatusCode, $"{page.StatusCode}");
        Assert.Equal(0, process.ExitCode);
    }

    [Theory]
    [InlineData("DcpPublisher__CliPath", "/nowhere/dcp", "'/nowhere/dcp'")]
    [InlineData("ASPIRE_DASHBOARD_PATH", "/nowhere/dashboard", "'/nowhere/dashboard'")]
    [InlineData("ASPNETCORE_URLS", "ftp://localhost", "ASPNETCORE_URLS")]
    public async Task Run_WrongSetting_ExitsWithAMessageThatNamesIt(string name, string value, string named)
    {
        using var process = Start(("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"), (name, value));

        var message = await LineAsync(process, "The application cannot run: ");
        await process.WaitForExitAsync(Token).WaitAsync(s_deadline, Token);

        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Equal(1, process.ExitCode);
    }

    [Theory]
    [InlineData("duplicate-name", "'Worker'")]
    [InlineData("launch-profile", "'nope'")]
    public async Task Run_FaultyModel_ExitsWithAMessageAndNoStackTrace(string fault, string named)
    {
        using var process = Start(["--Fault", fault], []);

        var errors = await process.StandardError.ReadToEndAsync(Token).WaitAsync(s_deadline, Token);
        await process.WaitForExitAsync(Token).WaitAsync(s_deadline, Token);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("--publisher nope", "There is no publisher 'nope'.")]
    [InlineData("--operation nope", "There is no operation 'nope'.")]
    [InlineData("--operation publish --step nope", "There is no pipeline step 'nope'.")]
    [InlineData("--publisher manifest", "'--output-path'")]
    public async Task Run_WrongPublishArguments_ExitsWithAMessageThatNamesThem(string arguments, string named)
    {
        using var process = Start(arguments.Split(' '), []);

        var message = await LineAsync(process, "Publishing failed: ");
        await process.WaitForExitAsync(Token).WaitAsync(s_deadline, Token);

        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Equal(1, process.ExitCode);
    }

    private static Process Start(params (string Name, string Value)[] environment) => Start([], environment);

    private static Process Start(string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "StandIns.AppHost.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <returns>What follows the text on the first line that has it.</returns>
    private static async Task<string> LineAsync(Process process, string text) => (await LinesAsync(process, text))[0];

    /// <summary>Reads until each text has been seen, in whatever order; a process that does not say them all is ended.</summary>
    /// <returns>What follows each text on the first line that has it.</returns>
    private static async Task<string[]> LinesAsync(Process process, params string[] texts)
    {
        process.BeginErrorReadLine();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(s_deadline);
        var seen = new StringBuilder();
        var found = new string?[texts.Length];
        try
        {
            while (Array.Exists(found, rest => rest is null) && await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                seen.AppendLine(line);
                for (var i = 0; i < texts.Length; i++)
                {
                    if (found[i] is null && line.IndexOf(texts[i], StringComparison.Ordinal) is >= 0 and var start)
                    {
                        found[i] = line[(start + texts[i].Length)..];
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below, with what was seen.
        }

        if (Array.IndexOf(found, null) is >= 0 and var missing)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"No line has '{texts[missing]}':\n{seen}");
        }

        return found!;
    }
}
