using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>How a write is made.</summary>
internal sealed record WriteOptions
{
    /// <summary>Who owns the fields written, for example <c>kubectl-client-side-apply</c>.</summary>
    public required string FieldManager { get; init; }

    /// <summary>True when everything is checked and nothing is kept.</summary>
    public bool DryRun { get; init; }

    /// <summary><c>status</c>, <c>scale</c>, or empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>
    /// True for what controllers write about their own objects: it passes the checks for foreign writers (terminating namespace).
    /// </summary>
    public bool Internal { get; init; }

    /// <summary>Takes what a write would store; set together with <see cref="DryRun"/> to ask webhooks about it.</summary>
    public WriteProbe? Probe { get; init; }

    /// <summary>What mutating webhooks change, after defaults and the server's own admission, before validation.</summary>
    public Func<JsonObject, JsonObject>? Amend { get; init; }

    public static WriteOptions ControllerManager { get; } = new() { FieldManager = "kube-controller-manager", Internal = true };

    public static WriteOptions ControllerManagerStatus { get; } = ControllerManager with { Subresource = "status" };

    public static WriteOptions Kubelet { get; } = new() { FieldManager = "kubelet", Internal = true };

    public static WriteOptions KubeletStatus { get; } = Kubelet with { Subresource = "status" };
}
