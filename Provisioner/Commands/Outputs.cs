using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Model.Kubernetes;
using EksIngress.Provisioner.Aws;
using EksIngress.Provisioner.Ingresses;

namespace EksIngress.Provisioner.Commands;

/// <summary>What a finished run hands on: where the environment is and how to reach it.</summary>
internal static class Outputs
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="context">The run.</param>
    /// <param name="albs">ALBs of the environment's Ingresses.</param>
    /// <param name="kubeconfig">Path of the kubeconfig; null when none was asked for.</param>
    /// <param name="traceId">Trace of the run; null when nothing was traced.</param>
    /// <param name="variables">Environment of this run.</param>
    public static string Write(
        EnvironmentContext context,
        IReadOnlyList<AlbInfo> albs,
        string? kubeconfig,
        string? traceId,
        Func<string, string?> variables)
    {
        var isEmulator = context.Target.IsEmulator;
        var document = Node.Object(
            ("environment", context.Spec.Name),
            ("region", context.Spec.Region),
            ("accountId", context.AccountId),
            ("awsEndpointUrl", context.Target.EmulatorEndpoint?.AbsoluteUri.TrimEnd('/')),
            ("accessKeyId", isEmulator ? variables("AWS_ACCESS_KEY_ID") : null),
            ("secretAccessKey", isEmulator ? variables("AWS_SECRET_ACCESS_KEY") : null),
            ("kubeconfig", kubeconfig is null ? null : Path.GetFullPath(kubeconfig)),
            ("albUrl", albs.Count > 0 ? albs[0].Url : null),
            ("albs", Node.Array(albs.Select(alb => Node.Object(
                ("name", alb.Name),
                ("hostname", alb.Hostname),
                ("url", alb.Url),
                ("ingresses", Node.Strings(alb.Ingresses)),
                ("listeners", Listeners(alb)),
                ("frontendNlb", alb.FrontendNlb is { } frontend
                    ? Node.Object(("name", frontend.Name), ("hostname", frontend.Hostname), ("listeners", Listeners(frontend)))
                    : null))))),
            ("provisionTraceId", traceId));
        return document.ToJsonString(Indented) + "\n";
    }

    private static JsonArray Listeners(AlbInfo balancer) => Node.Array(balancer.Listeners.Select(listener => Node.Object(
        ("protocol", listener.Protocol),
        ("port", listener.Port),
        ("localPort", listener.LocalPort is { } port ? JsonValue.Create(port) : null))));
}
