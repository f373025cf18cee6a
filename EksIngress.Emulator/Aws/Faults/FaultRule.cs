using System.Net;
using System.Text.Json.Serialization;

namespace EksIngress.Emulator.Aws.Faults;

/// <summary>One declared fault: which calls it meets, and what it does to them.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record FaultRule
{
    public const int MaxDelaySeconds = 600;

    public required FaultKind Kind { get; init; }

    /// <summary>Signing name, for example <c>eks</c>, <c>ec2</c>, <c>elasticloadbalancing</c>; a star means every service.</summary>
    public string Service { get; init; } = "*";

    /// <summary>For example <c>CreateCluster</c>; a star means every operation.</summary>
    public string Operation { get; init; } = "*";

    /// <summary>How often it happens; null means always. At least 1.</summary>
    public int? Times { get; init; }

    /// <summary>How likely a call that is met suffers it: above 0, at most 1 (the default). The plan's seed makes it repeatable.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Error code of <see cref="FaultKind.Error"/>, for example <c>InsufficientFreeAddressesInSubnet</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Error text of <see cref="FaultKind.Error"/>.</summary>
    public string? Message { get; init; }

    /// <summary>HTTP status of <see cref="FaultKind.Error"/>: 400 to 599; 500 by default.</summary>
    public int StatusCode { get; init; } = 500;

    /// <summary>Seconds of <see cref="FaultKind.Delay"/> and <see cref="FaultKind.RolePropagation"/>: above 0, at most 600.</summary>
    public double Seconds { get; init; }

    /// <summary>What a call that suffers an <see cref="FaultKind.Error"/> is answered.</summary>
    public AwsException ToException() => new(Code!, Message ?? "A declared fault of the emulator.", (HttpStatusCode)StatusCode);

    /// <summary>What is wrong with the rule itself; null when nothing is.</summary>
    public string? FindFault() => this switch
    {
        { Kind: var kind } when !Enum.IsDefined(kind) => $"there is no kind {kind}",
        { Service.Length: 0 } or { Operation.Length: 0 } => "service and operation must be names, or *",
        { Times: < 1 } => $"times is {Times}; it must be at least 1, or absent for always",
        { Probability: not (> 0 and <= 1) } => $"probability is {Probability}; it must be above 0 and at most 1",
        { Kind: FaultKind.Error, Code: null or "" } => "an error needs a code",
        { Kind: FaultKind.Error, StatusCode: < 400 or > 599 } => $"statusCode is {StatusCode}; it must be from 400 to 599",
        { Kind: not FaultKind.Error, Code: not null } or { Kind: not FaultKind.Error, Message: not null } => "only an error has a code and a message",
        { Kind: FaultKind.Delay or FaultKind.RolePropagation, Seconds: not (> 0 and <= MaxDelaySeconds) } =>
            $"seconds is {Seconds}; it must be above 0 and at most {MaxDelaySeconds}",
        { Kind: FaultKind.RolePropagation, Times: not null } => "rolePropagation happens by time, not by number of calls; leave times out",
        _ => null,
    };
}
