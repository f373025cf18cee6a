using EksIngress.Model.Environments;

namespace EksIngress.Emulator.Tests.LoadBalancerController;

/// <summary>How a test wants its controller; what is not set is as the provisioner installs it.</summary>
internal sealed record ControllerBedOptions
{
    /// <summary>What the provisioner is given.</summary>
    public static EnvironmentSpec Spec { get; } = new() { Name = "test", Region = "eu-west-1", LoadBalancerController = new() { Replicas = 1 } };

    /// <summary>An action that the controller's policy leaves out.</summary>
    public string? Denied { get; init; }

    /// <summary>Who may assume the controller's role.</summary>
    public string TrustedSubject { get; init; } = "system:serviceaccount:kube-system:aws-load-balancer-controller";

    /// <summary>Whether its service account names the role.</summary>
    public bool HasRole { get; init; } = true;

    /// <summary>More arguments of the controller.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Environment of the controller's container.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Pods of the controller.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Settings of the emulator.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Whether the nodes have a second security group, which carries the cluster's tag like the first.</summary>
    public bool HasSecondNodeGroup { get; init; }

    /// <summary>Whether to wait until its pods are ready.</summary>
    public bool IsExpectedToRun { get; init; } = true;
}
