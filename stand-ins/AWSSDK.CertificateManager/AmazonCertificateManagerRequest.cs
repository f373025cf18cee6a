using Amazon.Runtime;

namespace Amazon.CertificateManager;

public class AmazonCertificateManagerRequest : AmazonWebServiceRequest;
