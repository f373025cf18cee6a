using System.CommandLine;
using EksIngress.Alb.Lint;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb;

/// <summary>
/// <c>alb lint</c>: what will fail or surprise, with file and line. Exit code 1 when there is an error among the findings, 0 otherwise, 2
/// when the input cannot be read.
/// </summary>
internal sealed class LintCommand(ProvisionerHost host, CommandGuard guard)
{
    private const string Text = "text";
    private const string Json = "json";
    private const string Sarif = "sarif";

    private readonly InputOptions _input = new(host);
    private readonly Option<string> _output = new("--output", "-o") { Description = "text (default), json or sarif.", DefaultValueFactory = _ => Text };

    public Command Create()
    {
        _output.AcceptOnlyFromAmong(Text, Json, Sarif);
        var command = new Command("lint", "Finds what will fail or surprise before it is applied (docs/mistakes.md). Changes nothing.") { _output };
        _input.AddTo(command, canAssume: false);
        command.SetAction((parsed, token) => guard.RunAsync(() => RunAsync(parsed, token)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var input = await _input.ReadInputAsync(parsed, cancellationToken);
        var report = AlbLinter.Lint(input.Manifests, input.Facts, input.Flags, input.Namespace);
        await host.Output.WriteAsync(parsed.GetValue(_output) switch
        {
            Json => LintReportJson.Write(report),
            Sarif => LintReportSarif.Write(report),
            _ => LintReportText.Write(report),
        });
        return report.Findings.Any(finding => finding.Severity == LintSeverity.Error) ? CommandGuard.Failed : CommandGuard.Done;
    }
}
