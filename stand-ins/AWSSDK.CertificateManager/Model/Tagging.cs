using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.CertificateManager.Model;

public class AddTagsToCertificateRequest : AmazonCertificateManagerRequest
{
    public string CertificateArn { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class AddTagsToCertificateResponse : AmazonWebServiceResponse;

public class ListTagsForCertificateRequest : AmazonCertificateManagerRequest
{
    public string CertificateArn { get; set; }
}

public class ListTagsForCertificateResponse : AmazonWebServiceResponse
{
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class RemoveTagsFromCertificateRequest : AmazonCertificateManagerRequest
{
    public string CertificateArn { get; set; }
    public List<Tag> Tags { get; set; } = Collections.List<Tag>();
}

public class RemoveTagsFromCertificateResponse : AmazonWebServiceResponse;

public class Tag
{
    public string Key { get; set; }
    public string Value { get; set; }
}
