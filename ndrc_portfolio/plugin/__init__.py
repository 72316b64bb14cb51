from ndrc_portfolio.hosts.mkdocs.plugin import NdrcPortfolioPlugin as NdrcPortfolioPlugin  # to delete after the merge
