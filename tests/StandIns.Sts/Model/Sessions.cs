using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.SecurityToken.Model;

public class AssumeRoleRequest : AmazonSecurityTokenServiceRequest
{
    public int? DurationSeconds { get; set; }
    public string ExternalId { get; set; }
    public string Policy { get; set; }
    public List<PolicyDescriptorType> PolicyArns { get; set; } = Collections.List<PolicyDescriptorType>();
    public List<ProvidedContext> ProvidedContexts { get; set; } = Collections.List<ProvidedContext>();
    public string RoleArn { get; set; }
    public string RoleSessionName { get; set; }
    public string SerialNumber { get; set; }
    public string SourceIdentity { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
    public string TokenCode { get; set; }
    public List<string> TransitiveTagKeys { get; set; } = Collections.List<string>();
}

public class AssumeRoleResponse : AmazonWebServiceResponse
{
    public AssumedRoleUser AssumedRoleUser { get; set; }
    public Credentials Credentials { get; set; }
    public int? SessionTokenUtilization { get; set; }
    public string SourceIdentity { get; set; }
}

public class AssumeRoleWithWebIdentityRequest : AmazonSecurityTokenServiceRequest
{
    public int? DurationSeconds { get; set; }
    public string Policy { get; set; }
    public List<PolicyDescriptorType> PolicyArns { get; set; } = Collections.List<PolicyDescriptorType>();
    public string ProviderId { get; set; }
    public string RoleArn { get; set; }
    public string RoleSessionName { get; set; }
    public string WebIdentityToken { get; set; }
}

public class AssumeRoleWithWebIdentityResponse : AmazonWebServiceResponse
{
    public AssumedRoleUser AssumedRoleUser { get; set; }
    public string Audience { get; set; }
    public Credentials Credentials { get; set; }
    public int? PackedPolicySize { get; set; }
    public string Provider { get; set; }
    public string SourceIdentity { get; set; }
    public string SubjectFromWebIdentityToken { get; set; }
}

public class AssumedRoleUser
{
    public string Arn { get; set; }
    public string AssumedRoleId { get; set; }
}

public class Credentials
{
    public string AccessKeyId { get; set; }
    public DateTime? Expiration { get; set; }
    public string SecretAccessKey { get; set; }
    public string SessionToken { get; set; }
}

public class GetCallerIdentityRequest : AmazonSecurityTokenServiceRequest;

public class GetCallerIdentityResponse : AmazonWebServiceResponse
{
    public string Account { get; set; }
    public string Arn { get; set; }
    public string UserId { get; set; }
}

public class PolicyDescriptorType
{
    [Wire("arn")]
    public string Arn { get; set; }
}

public class ProvidedContext
{
    public string ContextAssertion { get; set; }
    public string ProviderArn { get; set; }
}

public class Tag
{
    public string Key { get; set; }
    public string Value { get; set; }
}
