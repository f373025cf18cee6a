namespace EksIngress.Emulator.Aws;

/// <summary>An emulated AWS service. Registered in the container; the pipeline finds it by <see cref="SigningName"/>.</summary>
internal interface IAwsService
{
    /// <summary>Service in the credential scope, for example <c>elasticloadbalancing</c>.</summary>
    string SigningName { get; }

    AwsProtocol Protocol { get; }

    /// <summary>API version, for example <c>2015-12-01</c>; empty for the JSON protocols.</summary>
    string ApiVersion { get; }

    /// <summary>XML namespace of responses, for example <c>http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/</c>; empty for the JSON protocols.</summary>
    string XmlNamespace { get; }

    /// <summary>JSON protocol only: what stands before the operation in X-Amz-Target, for example <c>CertificateManager</c>.</summary>
    string TargetPrefix => "";

    IReadOnlyCollection<AwsOperation> Operations { get; }
}
