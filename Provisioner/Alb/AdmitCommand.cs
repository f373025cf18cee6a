using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Alb.Manifests;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb;

/// <summary>
/// <c>alb admit</c>: what the controller's webhooks answer when the objects are written. Exit code 1 when one is refused, 2 when a fact is missing or
/// the input cannot be used, 0 otherwise.
/// </summary>
internal sealed class AdmitCommand(ProvisionerHost host, CommandGuard guard)
{
    private const string Text = "text";
    private const string Json = "json";

    private static readonly JsonSerializerOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly InputOptions _input = new(host);
    private readonly Option<string> _output = new("--output", "-o") { Description = "text (default) or json.", DefaultValueFactory = _ => Text };
    private readonly Option<string[]> _previous = new("--previous")
    {
        Description = "Manifests of what the cluster has: a file or a folder. What is written as well is an update. May be given several times.",
        HelpName = "PATH",
    };

    public Command Create()
    {
        _output.AcceptOnlyFromAmong(Text, Json);
        var command = new Command("admit", "Tells what the controller's webhooks answer when the objects are written. Changes nothing.") { _output, _previous };
        _input.AddTo(command, canAssume: false, canBeLive: false);
        command.SetAction((parsed, token) => guard.RunAsync(() => RunAsync(parsed, token)));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var input = await _input.ReadInputAsync(parsed, cancellationToken);
        var answers = await ReviewAsync(input, parsed.GetValue(_previous) ?? [], cancellationToken);
        if (answers.Count == 0)
        {
            throw new BadInputException("None of the objects is of a kind that the controller's webhooks are asked about.");
        }

        await host.Output.WriteAsync(parsed.GetValue(_output) == Json ? WriteJson(answers) : string.Concat(answers.Select(Describe)));
        return answers.Any(answer => answer.Refusal is not null) ? CommandGuard.Failed
            : answers.Any(answer => answer.Missing is not null) ? CommandGuard.BadInput
            : CommandGuard.Done;
    }

    private static async Task<IReadOnlyList<AdmissionAnswer>> ReviewAsync(AlbInput input, string[] previous, CancellationToken cancellationToken)
    {
        try
        {
            return await AlbAdmission.ReviewAsync(
                new AlbPlanRequest { Objects = KubernetesObjects.Read(input.Manifests, input.Namespace), Facts = input.Facts, Flags = input.Flags },
                previous.Length == 0 ? null : KubernetesObjects.Read(ManifestFiles.Read(previous, recursive: false, input: null), input.Namespace),
                cancellationToken);
        }
        catch (ManifestException exception)
        {
            throw new BadInputException(exception.Message);
        }
    }

    private static string Describe(AdmissionAnswer answer) => answer switch
    {
        { Refusal: { } refusal } => $"{answer.Object}: {answer.Operation} refused: admission webhook \"{answer.Webhook}\" denied the request: {refusal}\n",
        { Missing: { } missing } => $"{answer.Object}: {answer.Operation} not answered: {missing}\n",
        _ => $"{answer.Object}: {answer.Operation} admitted\n{string.Concat(answer.Changes.Select(change => $"  {change.Key}: {change.Value}\n"))}",
    };

    private static string WriteJson(IReadOnlyList<AdmissionAnswer> answers) => new JsonArray([.. answers.Select(answer =>
    {
        var json = new JsonObject { ["object"] = answer.Object, ["operation"] = answer.Operation, ["admitted"] = answer is { Refusal: null, Missing: null } };
        if (answer.Refusal is { } refusal)
        {
            (json["webhook"], json["message"]) = (answer.Webhook, refusal);
        }
        else if (answer.Missing is { } missing)
        {
            json["missing"] = new JsonObject { ["name"] = missing.Name, ["remedy"] = missing.Remedy };
        }
        else if (answer.Changes.Count != 0)
        {
            json["changes"] = new JsonObject(answer.Changes.Select(change => KeyValuePair.Create(change.Key, (JsonNode?)change.Value)));
        }

        return json;
    })]).ToJsonString(Options) + "\n";
}
