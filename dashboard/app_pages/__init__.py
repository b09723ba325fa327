"""One script a page: a short list of panels. Streamlit runs them by their path; navigation.py names them."""
