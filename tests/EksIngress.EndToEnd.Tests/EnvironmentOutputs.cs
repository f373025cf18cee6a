using System.Text.Json;

namespace EksIngress.EndToEnd.Tests;

/// <summary><c>outputs.json</c> of a local environment, as its readers use it.</summary>
internal sealed record EnvironmentOutputs(
    string Environment,
    string Region,
    string AccountId,
    Uri AwsEndpointUrl,
    string AccessKeyId,
    string SecretAccessKey,
    string Kubeconfig,
    Uri AlbUrl,
    IReadOnlyList<LoadBalancerOutput> Albs,
    string CaFile,
    string? DashboardUrl,
    string ProvisionTraceId)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static EnvironmentOutputs Read(string directory) =>
        JsonSerializer.Deserialize<EnvironmentOutputs>(File.ReadAllText(Path.Combine(directory, "outputs.json")), Web)
        ?? throw new InvalidOperationException($"outputs.json in {directory} is empty.");
}

internal sealed record LoadBalancerOutput(string Name, string Hostname, IReadOnlyList<ListenerOutput> Listeners);

internal sealed record ListenerOutput(string Protocol, int Port, int LocalPort);
