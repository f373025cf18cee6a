using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.ElasticLoadBalancingV2.Model;

public class AddListenerCertificatesRequest : AmazonElasticLoadBalancingV2Request
{
    public List<Certificate> Certificates { get; set; } = Collections.List<Certificate>();
    public string ListenerArn { get; set; }
}

public class AddListenerCertificatesResponse : AmazonWebServiceResponse
{
    public List<Certificate> Certificates { get; set; } = Collections.List<Certificate>();
}

public class Certificate
{
    public string CertificateArn { get; set; }
    public bool? IsDefault { get; set; }
}

public class Cipher
{
    public string Name { get; set; }
    public int? Priority { get; set; }
}

public class CreateListenerRequest : AmazonElasticLoadBalancingV2Request
{
    public List<string> AlpnPolicy { get; set; } = Collections.List<string>();
    public List<Certificate> Certificates { get; set; } = Collections.List<Certificate>();
    public List<Action> DefaultActions { get; set; } = Collections.List<Action>();
    public string LoadBalancerArn { get; set; }
    public MutualAuthenticationAttributes MutualAuthentication { get; set; }
    public int? Port { get; set; }
    public ProtocolEnum Protocol { get; set; }
    public string SslPolicy { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class CreateListenerResponse : AmazonWebServiceResponse
{
    public List<Listener> Listeners { get; set; } = Collections.List<Listener>();
}

public class CreateTrustStoreRequest : AmazonElasticLoadBalancingV2Request
{
    public string CaCertificatesBundleS3Bucket { get; set; }
    public string CaCertificatesBundleS3Key { get; set; }
    public string CaCertificatesBundleS3ObjectVersion { get; set; }
    public string Name { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class CreateTrustStoreResponse : AmazonWebServiceResponse
{
    public List<TrustStore> TrustStores { get; set; } = Collections.List<TrustStore>();
}

public class DeleteListenerRequest : AmazonElasticLoadBalancingV2Request
{
    public string ListenerArn { get; set; }
}

public class DeleteListenerResponse : AmazonWebServiceResponse;

public class DescribeListenerAttributesRequest : AmazonElasticLoadBalancingV2Request
{
    public string ListenerArn { get; set; }
}

public class DescribeListenerAttributesResponse : AmazonWebServiceResponse
{
    public List<ListenerAttribute> Attributes { get; set; } = Collections.List<ListenerAttribute>();
}

public class DescribeListenerCertificatesRequest : AmazonElasticLoadBalancingV2Request
{
    public string ListenerArn { get; set; }
    public string Marker { get; set; }
    public int? PageSize { get; set; }
}

public class DescribeListenerCertificatesResponse : AmazonWebServiceResponse
{
    public List<Certificate> Certificates { get; set; } = Collections.List<Certificate>();
    public string NextMarker { get; set; }
}

public class DescribeListenersRequest : AmazonElasticLoadBalancingV2Request
{
    public List<string> ListenerArns { get; set; } = Collections.List<string>();
    public string LoadBalancerArn { get; set; }
    public string Marker { get; set; }
    public int? PageSize { get; set; }
}

public class DescribeListenersResponse : AmazonWebServiceResponse
{
    public List<Listener> Listeners { get; set; } = Collections.List<Listener>();
    public string NextMarker { get; set; }
}

public class DescribeSSLPoliciesRequest : AmazonElasticLoadBalancingV2Request
{
    public LoadBalancerTypeEnum LoadBalancerType { get; set; }
    public string Marker { get; set; }
    public List<string> Names { get; set; } = Collections.List<string>();
    public int? PageSize { get; set; }
}

public class DescribeSSLPoliciesResponse : AmazonWebServiceResponse
{
    public string NextMarker { get; set; }
    public List<SslPolicy> SslPolicies { get; set; } = Collections.List<SslPolicy>();
}

public class DescribeTrustStoresRequest : AmazonElasticLoadBalancingV2Request
{
    public string Marker { get; set; }
    public List<string> Names { get; set; } = Collections.List<string>();
    public int? PageSize { get; set; }
    public List<string> TrustStoreArns { get; set; } = Collections.List<string>();
}

public class DescribeTrustStoresResponse : AmazonWebServiceResponse
{
    public string NextMarker { get; set; }
    public List<TrustStore> TrustStores { get; set; } = Collections.List<TrustStore>();
}

public class Listener
{
    public List<string> AlpnPolicy { get; set; } = Collections.List<string>();
    public List<Certificate> Certificates { get; set; } = Collections.List<Certificate>();
    public List<Action> DefaultActions { get; set; } = Collections.List<Action>();
    public string ListenerArn { get; set; }
    public string LoadBalancerArn { get; set; }
    public MutualAuthenticationAttributes MutualAuthentication { get; set; }
    public int? Port { get; set; }
    public ProtocolEnum Protocol { get; set; }
    public string SslPolicy { get; set; }
}

public class ListenerAttribute
{
    public string Key { get; set; }
    public string Value { get; set; }
}

public class ModifyListenerAttributesRequest : AmazonElasticLoadBalancingV2Request
{
    public List<ListenerAttribute> Attributes { get; set; } = Collections.List<ListenerAttribute>();
    public string ListenerArn { get; set; }
}

public class ModifyListenerAttributesResponse : AmazonWebServiceResponse
{
    public List<ListenerAttribute> Attributes { get; set; } = Collections.List<ListenerAttribute>();
}

public class ModifyListenerRequest : AmazonElasticLoadBalancingV2Request
{
    public List<string> AlpnPolicy { get; set; } = Collections.List<string>();
    public List<Certificate> Certificates { get; set; } = Collections.List<Certificate>();
    public List<Action> DefaultActions { get; set; } = Collections.List<Action>();
    public string ListenerArn { get; set; }
    public MutualAuthenticationAttributes MutualAuthentication { get; set; }
    public int? Port { get; set; }
    public ProtocolEnum Protocol { get; set; }
    public string SslPolicy { get; set; }
}

public class ModifyListenerResponse : AmazonWebServiceResponse
{
    public List<Listener> Listeners { get; set; } = Collections.List<Listener>();
}

public class MutualAuthenticationAttributes
{
    public AdvertiseTrustStoreCaNamesEnum AdvertiseTrustStoreCaNames { get; set; }
    public bool? IgnoreClientCertificateExpiry { get; set; }
    public string Mode { get; set; }
    public string TrustStoreArn { get; set; }
    public TrustStoreAssociationStatusEnum TrustStoreAssociationStatus { get; set; }
}

public class RemoveListenerCertificatesRequest : AmazonElasticLoadBalancingV2Request
{
    public List<Certificate> Certificates { get; set; } = Collections.List<Certificate>();
    public string ListenerArn { get; set; }
}

public class RemoveListenerCertificatesResponse : AmazonWebServiceResponse;

public class SslPolicy
{
    public List<Cipher> Ciphers { get; set; } = Collections.List<Cipher>();
    public string Name { get; set; }
    public List<string> SslProtocols { get; set; } = Collections.List<string>();
    public List<string> SupportedLoadBalancerTypes { get; set; } = Collections.List<string>();
}

public class TrustStore
{
    public string Name { get; set; }
    public int? NumberOfCaCertificates { get; set; }
    public TrustStoreStatus Status { get; set; }
    public long? TotalRevokedEntries { get; set; }
    public string TrustStoreArn { get; set; }
}
