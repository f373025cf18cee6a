namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>What an interface is attached to.</summary>
internal enum NetworkInterfaceOwner
{
    /// <summary>Nothing: its status is <c>available</c>.</summary>
    Nobody,

    /// <summary>An instance of the account.</summary>
    Instance,

    /// <summary>Something that an AWS service runs: a gateway, a load balancer, a control plane.</summary>
    Service,
}
