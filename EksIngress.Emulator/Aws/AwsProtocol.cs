namespace EksIngress.Emulator.Aws;

/// <summary>How a service puts requests and responses on the wire.</summary>
internal enum AwsProtocol
{
    /// <summary>Form-encoded request, XML response: STS, IAM, ELBv2.</summary>
    Query,

    /// <summary>As <see cref="Query"/> with EC2's own list names, response wrapper and error shape.</summary>
    Ec2Query,

    /// <summary>Method and path choose the operation, JSON bodies both ways: EKS.</summary>
    RestJson,

    /// <summary>Method and path choose the operation, XML bodies both ways: Route 53.</summary>
    RestXml,

    /// <summary>The header X-Amz-Target chooses the operation, JSON bodies both ways: ACM, ECR, WAF, Shield.</summary>
    Json,
}
